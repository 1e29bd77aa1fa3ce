package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Improved precision and recall (Kynkäänniemi et al. 2019, arXiv:1904.06991). A set's manifold is
 * the union of balls around its points, each reaching to the point's k-th nearest neighbour, border
 * included. Precision is the share of generated images inside the real manifold: how good they are.
 * Recall is the share of real images inside the generated manifold: how much is covered.
 */
public final class PrecisionRecall {
  private static final int NEIGHBOURS = 3;

  private PrecisionRecall() {}

  /** Both from 0 to 1, more is better. */
  public record Result(double precision, double recall, int neighbours) {}

  /** Precision and recall with the paper's k = 3. */
  public static Result of(Tensor real, Tensor generated) {
    return of(real, generated, NEIGHBOURS);
  }

  /**
   * Precision and recall of features {@code [N,d]} and {@code [M,d]}.
   *
   * @param k neighbours that a ball reaches to
   * @throws InvalidInputException if a set has fewer than k+1 images, a value is NaN or infinite,
   *     or the sets differ in d
   */
  public static Result of(Tensor real, Tensor generated, int k) {
    return of(real, generated, k, PairwiseDistances.BLOCK);
  }

  static Result of(Tensor real, Tensor generated, int k, int block) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be >= 1, got " + k);
    }
    try (Scope scope = new Scope()) {
      BothSets sets = BothSets.of("precision and recall", real, generated, k + 1L);
      double[] realRadii = NeighbourRadii.squared(sets.real(), k, block);
      double[] generatedRadii = NeighbourRadii.squared(sets.generated(), k, block);
      boolean[] realInside = new boolean[realRadii.length];
      boolean[] generatedInside = new boolean[generatedRadii.length];
      PairwiseDistances distances = new PairwiseDistances(sets.real(), sets.generated(), block);
      double slack = distances.slack();
      distances.forEachTile(tile -> {
        for (int row = 0; row < tile.rows(); row++) {
          int i = tile.firstRow() + row;
          for (int column = 0; column < tile.columns(); column++) {
            int j = tile.firstColumn() + column;
            generatedInside[j] =
                generatedInside[j] || tile.within(row, column, realRadii[i], slack);
            realInside[i] = realInside[i] || tile.within(row, column, generatedRadii[j], slack);
          }
        }
      });
      return new Result(share(generatedInside), share(realInside), k);
    }
  }

  private static double share(boolean[] inside) {
    int count = 0;
    for (boolean is : inside) {
      count += is ? 1 : 0;
    }
    return (double) count / inside.length;
  }
}
