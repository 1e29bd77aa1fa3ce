package org.zeuxis.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Discriminator rejection sampling (Azadi et al. 2019, DRS, arXiv:1810.06758, section 3 and figure
 * 1): a sample is kept with probability {@code σ(F)}, {@code F = D̃ - D̃_M - log(1 - exp(D̃ - D̃_M
 * - ε)) - γ}, where D̃ is the logit of a calibrated discriminator and D̃_M the largest one seen.
 * With γ = 0, a perfect discriminator and the true maximum the samples are those of the data's
 * distribution.
 *
 * <p>The paper trains D on to optimality before it samples; here D stays as it is, and a
 * {@link LogisticCalibration} is trained on top of it. The burn-in, which finds the first D̃_M, is
 * the generated samples of the same {@link Verdicts}; within one call it rises when a larger logit
 * appears.
 */
public final class RejectionSampling implements LatentSource {
  /** The paper's choice for images: γ is this percentile of F over each batch. */
  public static final double PERCENTILE = 80;

  /** Of the logarithm, as in common implementations of the paper, which only calls it small. */
  private static final double EPSILON = 1e-6;

  /** Proposals at a time, which γ is the percentile over. */
  private static final int BATCH = 256;

  /** Batches in a row, none of whose proposals is kept, after which to give up. */
  private static final int PATIENCE = 1000;

  private final LatentSource proposals;
  private final LatentJudge judge;
  private final LogisticCalibration calibration;
  private final double percentile;
  private final double burnIn;

  /**
   * A sampler.
   *
   * @param proposals where samples to choose from come from
   * @param verdicts of D on real samples, and on generated ones from the same proposals
   * @param percentile that γ is, in (0,100); 0 for γ = 0, which is exact and may keep almost
   *     nothing
   */
  public RejectionSampling(
      LatentSource proposals, LatentJudge judge, Verdicts verdicts, double percentile) {
    requirePercentile(percentile);
    this.proposals = proposals;
    this.judge = judge;
    this.percentile = percentile;
    calibration = LogisticCalibration.of(verdicts);
    burnIn = largest(calibrated(verdicts.generated()));
  }

  static void requirePercentile(double percentile) {
    if (!(percentile >= 0 && percentile < 100)) {
      throw new InvalidInputException(
          "rejection: percentile: expected in [0,100), got " + percentile);
    }
  }

  private double[] calibrated(double[] logits) {
    return Arrays.stream(logits).map(calibration::logit).toArray();
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /**
   * D̃_M rises with what this call proposes; the next one begins with that of the verdicts again.
   */
  @Override
  public Tensor draw(Rng rng, Tensor labels) {
    long[] wanted = labels.toLongs();
    Tensor[] kept = new Tensor[wanted.length];
    List<Integer> open =
        new ArrayList<>(IntStream.range(0, wanted.length).boxed().toList());
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      double[] maximum = {burnIn};
      int inVain = 0;
      while (!open.isEmpty()) {
        int before = open.size();
        propose(rng, wanted, open, kept, maximum);
        inVain = open.size() < before ? 0 : inVain + 1;
        if (inVain == PATIENCE) {
          throw new InvalidInputException("rejection: keeps none of " + PATIENCE * BATCH
              + " samples; with a percentile for gamma, such as " + (int) PERCENTILE
              + ", it keeps more");
        }
      }
      return scope.keep(Tensor.stack(List.of(kept), 0));
    }
  }

  /** One batch, for the classes that are still wanted in turn. */
  private void propose(
      Rng rng, long[] wanted, List<Integer> open, Tensor[] kept, double[] maximum) {
    long[] asked = new long[BATCH];
    Arrays.setAll(asked, i -> wanted[open.get(i % open.size())]);
    try (Scope scope = new Scope()) {
      Tensor labels = Tensor.of(asked, BATCH);
      Tensor z = proposals.draw(rng, labels);
      double[] logits = Verdicts.requireFinite(judge.logits(z, labels).toDoubles());
      double[] acceptance = acceptance(calibrated(logits), maximum);
      double[] uniform = rng.uniform(0, 1, BATCH).toDoubles();
      for (int i = 0; i < BATCH; i++) {
        if (uniform[i] < acceptance[i]) {
          long label = asked[i];
          int at = IntStream.range(0, open.size())
              .filter(j -> wanted[open.get(j)] == label)
              .findFirst()
              .orElse(-1);
          if (at >= 0) {
            kept[open.remove(at)] = scope.keep(z.select(0, i).copy());
          }
        }
      }
    }
  }

  /** σ(F) of calibrated logits. The one element of {@code maximum} rises with them. */
  private double[] acceptance(double[] logits, double[] maximum) {
    maximum[0] = Math.max(maximum[0], largest(logits));
    double[] f = Arrays.stream(logits).map(d -> f(d - maximum[0])).toArray();
    double gamma = percentile == 0 ? 0 : percentile(f, percentile);
    return Arrays.stream(f).map(value -> 1 / (1 + Math.exp(gamma - value))).toArray();
  }

  private static double f(double belowMaximum) {
    return belowMaximum - Math.log(-Math.expm1(belowMaximum - EPSILON));
  }

  /** Straight between the two nearest ranks, as NumPy's. */
  static double percentile(double[] values, double percentile) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double rank = percentile / 100 * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
