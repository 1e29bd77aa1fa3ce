package org.zeuxis.metric;

import java.util.Arrays;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * For each query, the base vectors next to it by Euclidean distance, nearest first.
 *
 * @param neighbours for each query
 * @param indices of base vectors, {@code [queries·neighbours]}, query by query
 * @param distances to them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record NearestNeighbours(int neighbours, int[] indices, double[] distances) {
  private static final int QUERIES_AT_ONCE = 256;

  /** With 256 queries, 8 MB of distances at a time. */
  private static final int BASE_AT_ONCE = 4096;

  /**
   * Searches, block by block.
   *
   * @param queries {@code [N,d]}
   * @param base {@code [M,d]}
   * @param neighbours 1 … M
   */
  static NearestNeighbours of(Tensor queries, Tensor base, int neighbours) {
    base.requireShape("NearestNeighbours.of(base)", "[M,d]", Tensor.ANY, queries.size(1));
    if (neighbours < 1 || neighbours > base.size(0)) {
      throw new IllegalArgumentException(
          "neighbours must be 1.." + base.size(0) + ", got " + neighbours);
    }
    int count = Math.toIntExact(queries.size(0));
    NearestNeighbours found = new NearestNeighbours(
        neighbours, new int[count * neighbours], new double[count * neighbours]);
    Arrays.fill(found.distances, Double.POSITIVE_INFINITY);
    try (NoGrad noGrad = new NoGrad()) {
      for (int at = 0; at < count; at += QUERIES_AT_ONCE) {
        try (Scope scope = new Scope()) {
          int length = Math.min(QUERIES_AT_ONCE, count - at);
          Tensor block = queries.narrow(0, at, length).to(DType.FLOAT64);
          found.search(at, block, base);
          found.measure(at, block, base);
        }
      }
    }
    return found;
  }

  /** The nearest one of each query. */
  double[] nearestDistances() {
    double[] nearest = new double[distances.length / neighbours];
    Arrays.setAll(nearest, i -> distances[i * neighbours]);
    return nearest;
  }

  private void search(int at, Tensor queries, Tensor base) {
    Tensor lengths = queries.square().sum(1).unsqueeze(1);
    for (int from = 0; from < base.size(0); from += BASE_AT_ONCE) {
      try (Scope scope = new Scope()) {
        int width = (int) Math.min(BASE_AT_ONCE, base.size(0) - from);
        Tensor part = base.narrow(0, from, width).to(DType.FLOAT64);
        // ‖q-b‖² = ‖q‖² + ‖b‖² - 2q·b
        double[] squares = lengths
            .plus(part.square().sum(1))
            .minus(queries.matmul(part.transpose(0, 1)).times(2))
            .toDoubles();
        for (int i = 0; i < squares.length; i++) {
          int query = at + i / width;
          if (squares[i] < distances[(query + 1) * neighbours - 1]) {
            insert(query, from + i % width, squares[i]);
          }
        }
      }
    }
  }

  private void insert(int query, int index, double square) {
    int place = (query + 1) * neighbours - 1;
    while (place > query * neighbours && distances[place - 1] > square) {
      distances[place] = distances[place - 1];
      indices[place] = indices[place - 1];
      place--;
    }
    distances[place] = square;
    indices[place] = index;
  }

  /**
   * The distances of those found, anew from the differences: 0 for a copy, free of cancellation.
   */
  private void measure(int at, Tensor queries, Tensor base) {
    int count = (int) queries.size(0);
    for (int k = 0; k < neighbours; k++) {
      try (Scope scope = new Scope()) {
        long[] chosen = new long[count];
        for (int i = 0; i < count; i++) {
          chosen[i] = indices[(at + i) * neighbours + k];
        }
        Tensor next = base.indexSelect(0, Tensor.of(chosen, count).to(base.device()));
        double[] exact = queries.minus(next.to(DType.FLOAT64)).norm(1).toDoubles();
        for (int i = 0; i < count; i++) {
          distances[(at + i) * neighbours + k] = exact[i];
        }
      }
    }
  }
}
