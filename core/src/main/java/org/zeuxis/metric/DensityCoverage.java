package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Density and coverage (Naeem et al. 2020, arXiv:2002.09797), over balls around the real images
 * alone, each reaching to the image's k-th nearest neighbour, border excluded. Density is how many
 * balls a generated image lies in on average, divided by k: an outlier among the real images, with
 * its wide ball, counts for little. Coverage is the share of balls that hold a generated image.
 */
public final class DensityCoverage {
  private static final int NEIGHBOURS = 5;

  private DensityCoverage() {}

  /** Density from 0 up, about 1 for equal distributions; coverage from 0 to 1. More is better. */
  public record Result(double density, double coverage, int neighbours) {}

  /** Density and coverage with the paper's k = 5. */
  public static Result of(Tensor real, Tensor generated) {
    return of(real, generated, NEIGHBOURS);
  }

  /**
   * Density and coverage of features {@code [N,d]} and {@code [M,d]}.
   *
   * @param k neighbours that a ball reaches to
   * @throws InvalidInputException if there are fewer than k+1 real images or no generated one, a
   *     value is NaN or infinite, or the sets differ in d
   */
  public static Result of(Tensor real, Tensor generated, int k) {
    return of(real, generated, k, PairwiseDistances.BLOCK);
  }

  static Result of(Tensor real, Tensor generated, int k, int block) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be >= 1, got " + k);
    }
    try (Scope scope = new Scope()) {
      BothSets sets = BothSets.of("density and coverage", real, k + 1L, generated, 1);
      double[] radii = NeighbourRadii.squared(sets.real(), k, block);
      long[] held = new long[radii.length];
      PairwiseDistances distances = new PairwiseDistances(sets.real(), sets.generated(), block);
      double slack = distances.slack();
      distances.forEachTile(tile -> {
        for (int row = 0; row < tile.rows(); row++) {
          int i = tile.firstRow() + row;
          for (int column = 0; column < tile.columns(); column++) {
            held[i] += tile.strictlyWithin(row, column, radii[i], slack) ? 1 : 0;
          }
        }
      });
      return result(held, sets.generated().size(0), k);
    }
  }

  private static Result result(long[] held, long generated, int k) {
    long all = 0;
    long covered = 0;
    for (long count : held) {
      all += count;
      covered += count > 0 ? 1 : 0;
    }
    return new Result((double) all / (k * generated), (double) covered / held.length, k);
  }
}
