package org.zeuxis.game;

import java.math.BigDecimal;
import java.util.function.Supplier;

/**
 * How a discriminator helps to draw from a trained generator: by choosing among its samples, or by
 * improving on them.
 */
public interface Selection {
  /**
   * A source of the latents that are selected.
   *
   * @param proposals where latents come from without it
   * @param bound that they keep to in magnitude; infinite for none
   * @param judge the discriminator on the generator's samples
   * @param verdicts what that discriminator says of real samples, and of those of the proposals;
   *     asked for only if {@link #needsRealSamples()}
   */
  LatentSource over(
      LatentSource proposals, double bound, LatentJudge judge, Supplier<Verdicts> verdicts);

  /** Whether there is anything for a discriminator to do. */
  default boolean needsDiscriminator() {
    return true;
  }

  /** Whether real samples are needed to calibrate it. */
  boolean needsRealSamples();

  /** As protocols of measurements tell it. */
  @Override
  String toString();

  /** Takes samples as they come. */
  record None() implements Selection {
    @Override
    public LatentSource over(
        LatentSource proposals, double bound, LatentJudge judge, Supplier<Verdicts> verdicts) {
      return proposals;
    }

    @Override
    public boolean needsDiscriminator() {
      return false;
    }

    @Override
    public boolean needsRealSamples() {
      return false;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * See {@link RejectionSampling}.
   *
   * @param percentile in [0,100); the higher, the fewer samples are kept, except that 0 is γ = 0
   */
  record Rejection(double percentile) implements Selection {
    public Rejection {
      RejectionSampling.requirePercentile(percentile);
    }

    @Override
    public LatentSource over(
        LatentSource proposals, double bound, LatentJudge judge, Supplier<Verdicts> verdicts) {
      return new RejectionSampling(proposals, judge, verdicts.get(), percentile);
    }

    @Override
    public boolean needsRealSamples() {
      return true;
    }

    @Override
    public String toString() {
      String gamma = BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
      return "rejection (gamma " + (percentile == 0 ? "0)" : "at percentile " + gamma + ")");
    }
  }

  /**
   * See {@link MetropolisHastings}.
   *
   * @param length of a chain, at least 1
   */
  record Chains(int length) implements Selection {
    public Chains {
      MetropolisHastings.requireChain(length);
    }

    @Override
    public LatentSource over(
        LatentSource proposals, double bound, LatentJudge judge, Supplier<Verdicts> verdicts) {
      return new MetropolisHastings(proposals, judge, verdicts.get(), length);
    }

    @Override
    public boolean needsRealSamples() {
      return true;
    }

    @Override
    public String toString() {
      return "metropolis-hastings (chains of " + length + ")";
    }
  }

  /**
   * See {@link LatentOptimisation}.
   *
   * @param steps at least 1
   */
  record Ascent(int steps) implements Selection {
    public Ascent {
      LatentOptimisation.requireSteps(steps);
    }

    @Override
    public LatentSource over(
        LatentSource proposals, double bound, LatentJudge judge, Supplier<Verdicts> verdicts) {
      return new LatentOptimisation(proposals, judge, steps, bound);
    }

    @Override
    public boolean needsRealSamples() {
      return false;
    }

    @Override
    public String toString() {
      return "latent-optimisation (steps " + steps + ")";
    }
  }
}
