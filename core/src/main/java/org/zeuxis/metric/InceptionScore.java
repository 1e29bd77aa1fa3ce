package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * IS (Salimans et al. 2016, arXiv:1606.03498): {@code exp(E KL(p(y|x)‖p(y)))}, from 1 to the number
 * of classes; more is better. It knows no real images.
 */
public final class InceptionScore {
  private static final int SPLITS = 10;

  /** How far a row of probabilities may be from summing to 1; float32 leaves about 1e-6. */
  private static final double SUM_TOLERANCE = 1e-3;

  private InceptionScore() {}

  /** Mean and standard deviation (ddof 0) over the splits. */
  public record Result(double mean, double deviation, int splits) {}

  /** IS over 10 splits. */
  public static Result of(Tensor probabilities) {
    return of(probabilities, SPLITS);
  }

  /**
   * IS over equal parts of the images in the order given, the paper's protocol.
   *
   * @param probabilities p(y|x) of the generated images, {@code [N,classes]}
   * @param splits at least 2: of one there is no deviation
   * @throws InvalidInputException if there are fewer than 2 images for each split, or the rows are
   *     no probabilities
   */
  public static Result of(Tensor probabilities, int splits) {
    if (splits < 2) {
      throw new IllegalArgumentException("splits must be >= 2, got " + splits);
    }
    Features.require("inception score", "generated", probabilities, 2L * splits);
    requireProbabilities(probabilities);
    long n = probabilities.size(0);
    double[] scores = new double[splits];
    for (int i = 0; i < splits; i++) {
      long start = i * n / splits;
      long end = (i + 1) * n / splits;
      try (Scope scope = new Scope()) {
        scores[i] = score(probabilities.narrow(0, start, end - start).to(DType.FLOAT64));
      }
    }
    Spread spread = Spread.of(scores);
    return new Result(spread.mean(), spread.deviation(), splits);
  }

  private static double score(Tensor p) {
    Tensor marginal = p.mean(0);
    // KL(p‖p̄) = Σ p log p - Σ p̄ log p̄ in the mean over x, for E p = p̄.
    double gain =
        timesLog(p).sum().item() / p.size(0) - timesLog(marginal).sum().item();
    return Math.exp(gain);
  }

  /** {@code p log p}, 0 at 0. */
  private static Tensor timesLog(Tensor p) {
    return p.times(p.clamp(Double.MIN_NORMAL, 1).log());
  }

  private static void requireProbabilities(Tensor p) {
    try (Scope scope = new Scope()) {
      Tensor sums = p.to(DType.FLOAT64).sum(1);
      double low = sums.min().item();
      double high = sums.max().item();
      if (p.min().item() < 0 || low < 1 - SUM_TOLERANCE || high > 1 + SUM_TOLERANCE) {
        throw new InvalidInputException("inception score: expected rows of probabilities, which sum"
            + " to 1, got sums from " + (float) low + " to " + (float) high + ", smallest element "
            + (float) p.min().item());
      }
    }
  }
}
