package org.zeuxis.metric;

import java.util.function.Consumer;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.HeavyAlgebra;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The squared distances between all points of two sets, a tile at a time: the whole matrix is never
 * in memory.
 *
 * <p>A tile is computed as {@code |x|² + |y|² - 2x·y}, which is fast but rounds: duplicates come
 * out near 0 and not at it. It serves to tell what is far from a bound. What is near one is decided
 * by {@link Tile#exact}, so that neither tiles nor threads can change a result.
 */
final class PairwiseDistances {
  /** A tile of 8 MiB: few enough for the cache, enough to keep a matrix product busy. */
  static final int BLOCK = 1024;

  private final Tensor a;
  private final Tensor b;
  private final int block;
  private final int width;
  private final double[] normsA;
  private final double[] normsB;

  /**
   * Makes ready, which computes norms alone.
   *
   * @param a {@code [N,d]}, on the processor
   * @param b {@code [M,d]}, on the processor
   * @param block rows and columns of a tile
   */
  PairwiseDistances(Tensor a, Tensor b, int block) {
    this.a = a;
    this.b = b;
    this.block = block;
    width = Math.toIntExact(a.size(1));
    normsA = squaredNorms(a);
    normsB = a == b ? normsA : squaredNorms(b);
  }

  /** Shows every tile. The tile's memory is used again for the next. */
  void forEachTile(Consumer<Tile> visitor) {
    forEachTile(visitor, false);
  }

  /** Of a set against itself: shows only the tiles on and above the diagonal. */
  void forEachTileAbove(Consumer<Tile> visitor) {
    forEachTile(visitor, true);
  }

  /**
   * What {@link Tile#approximate} and {@link Tile#exact} of one pair differ by at most: each sum of
   * d products rounds by up to d·2⁻⁵³ of the sum of their magnitudes, which |x|² + |y|² bounds
   * twice over; there are two such sums, and eight roundings to spare.
   */
  double slack() {
    return 4 * (width + 8) * 0x1p-53 * (largest(normsA) + largest(normsB));
  }

  private void forEachTile(Consumer<Tile> visitor, boolean above) {
    Tile tile = new Tile();
    try (HeavyAlgebra threads = new HeavyAlgebra()) {
      for (int i = 0; i < normsA.length; i += block) {
        try (Scope scope = new Scope()) {
          Tensor rows = block(a, i);
          rows.buffer().asFloatBuffer().get(tile.x, 0, Math.toIntExact(rows.count()));
          Tensor wide = rows.to(DType.FLOAT64);
          for (int j = above ? i : 0; j < normsB.length; j += block) {
            fill(tile, wide, i, j);
            visitor.accept(tile);
          }
        }
      }
    }
  }

  private void fill(Tile tile, Tensor rows, int firstRow, int firstColumn) {
    try (Scope scope = new Scope()) {
      Tensor columns = block(b, firstColumn);
      columns.buffer().asFloatBuffer().get(tile.y, 0, Math.toIntExact(columns.count()));
      Tensor products = rows.matmul(columns.to(DType.FLOAT64).transpose(0, 1));
      tile.firstRow = firstRow;
      tile.firstColumn = firstColumn;
      tile.rows = Math.toIntExact(products.size(0));
      tile.columns = Math.toIntExact(products.size(1));
      products.buffer().asDoubleBuffer().get(tile.products, 0, tile.rows * tile.columns);
    }
  }

  private Tensor block(Tensor set, int start) {
    return set.narrow(0, start, Math.min(block, set.size(0) - start))
        .to(DType.FLOAT32)
        .contiguous();
  }

  private double[] squaredNorms(Tensor set) {
    double[] norms = new double[Math.toIntExact(set.size(0))];
    for (int start = 0; start < norms.length; start += block) {
      try (Scope scope = new Scope()) {
        double[] some = block(set, start).to(DType.FLOAT64).square().sum(1).toDoubles();
        System.arraycopy(some, 0, norms, start, some.length);
      }
    }
    return norms;
  }

  private static double largest(double[] norms) {
    double largest = 0;
    for (double norm : norms) {
      largest = Math.max(largest, norm);
    }
    return largest;
  }

  /** The distances of some rows of the first set to some of the second. */
  final class Tile {
    private final int rowsAtMost = Math.min(block, normsA.length);
    private final int columnsAtMost = Math.min(block, normsB.length);
    private final float[] x = new float[Math.multiplyExact(rowsAtMost, width)];
    private final float[] y = new float[Math.multiplyExact(columnsAtMost, width)];
    private final double[] products = new double[rowsAtMost * columnsAtMost];
    private int firstRow;
    private int firstColumn;
    private int rows;
    private int columns;

    private Tile() {}

    /** The index of the tile's first row in the first set. */
    int firstRow() {
      return firstRow;
    }

    /** The index of the tile's first column in the second set. */
    int firstColumn() {
      return firstColumn;
    }

    int rows() {
      return rows;
    }

    int columns() {
      return columns;
    }

    /** The squared distance but for {@link #slack}; counted within the tile. */
    double approximate(int row, int column) {
      return normsA[firstRow + row]
          + normsB[firstColumn + column]
          - 2 * products[row * columns + column];
    }

    /**
     * The squared distance as the float64 sum of squared differences, in the order of the features:
     * 0 for duplicates, the same both ways, and of the same bits wherever a pair of equal points is
     * found.
     */
    double exact(int row, int column) {
      int p = row * width;
      int q = column * width;
      double sum = 0;
      for (int i = 0; i < width; i++) {
        double difference = (double) x[p + i] - y[q + i];
        sum += difference * difference;
      }
      return sum;
    }

    /** Whether the pair is within a squared radius, decided exactly; the border is inside. */
    boolean within(int row, int column, double squaredRadius, double slack) {
      double approximate = approximate(row, column);
      return approximate < squaredRadius - slack
          || (approximate <= squaredRadius + slack && exact(row, column) <= squaredRadius);
    }

    /** As {@link #within}; the border is outside. */
    boolean strictlyWithin(int row, int column, double squaredRadius, double slack) {
      double approximate = approximate(row, column);
      return approximate < squaredRadius - slack
          || (squaredRadius > 0
              && approximate <= squaredRadius + slack
              && exact(row, column) < squaredRadius);
    }
  }
}
