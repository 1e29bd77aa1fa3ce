package org.zeuxis.objective;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.zeuxis.engine.Tensor;

/** The catalogue of adversarial losses. */
public enum AdversarialLosses implements AdversarialLoss {
  /**
   * The minimax game itself (arXiv:1406.2661, equation 1): D maximises log D(x) + log(1-D(G(z))), G
   * minimises log(1-D(G(z))). G's gradient vanishes where D is sure.
   */
  MINIMAX(Kind.PROBABILITY) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return crossEntropy(real, realTarget).plus(crossEntropy(fake, 0));
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return crossEntropy(fake, 0).neg();
    }
  },

  /**
   * As minimax, but G minimises -log D(G(z)) (arXiv:1406.2661, section 3), which does not saturate.
   */
  NON_SATURATING(Kind.PROBABILITY) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return MINIMAX.discriminator(real, fake, realTarget);
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return crossEntropy(fake, 1);
    }
  },

  /** Least squares (arXiv:1611.04076, equation 9: a = 0, b = c = 1), on the logits themselves. */
  LEAST_SQUARES(Kind.TARGET) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return real.minus(realTarget).square().mean().plus(fake.square().mean()).times(0.5);
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return fake.minus(1).square().mean().times(0.5);
    }
  },

  /**
   * The critic of Wasserstein GAN (arXiv:1701.07875, Algorithm 1), which must be kept Lipschitz by
   * other means.
   */
  WASSERSTEIN(Kind.DIFFERENCE) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return fake.mean().minus(real.mean());
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return fake.mean().neg();
    }
  },

  /** Hinge (arXiv:1705.02894; arXiv:1802.05957, equations 16 and 17). */
  HINGE(Kind.MARGIN) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return real.neg().plus(1).relu().mean().plus(fake.plus(1).relu().mean());
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return fake.mean().neg();
    }
  },

  /**
   * Non-saturating with the focal factor (Lin et al. 2017, arXiv:1708.02002, equation 4, γ = 2):
   * {@code -(1-p)²·log p} for the probability p of the right answer, so that samples which are
   * judged well already count little.
   */
  FOCAL(Kind.MARGIN) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return focal(real).plus(focal(fake.neg()));
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return focal(fake);
    }

    private Tensor focal(Tensor logits) {
      return logits.neg().sigmoid().square().times(logits.neg().softplus()).mean();
    }
  },

  /**
   * Relativistic pairing (Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.1; Huang et al.
   * 2024, arXiv:2501.05441, equation 2): each generated sample against one real one,
   * {@code softplus(-(D(x) - D(G(z))))}, and the other way round for G.
   */
  RELATIVISTIC_PAIRING(Kind.PAIR) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return crossEntropy(real.minus(fake), 1);
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return crossEntropy(fake.minus(real.get()), 1);
    }
  },

  /**
   * Relativistic average (Jolicoeur-Martineau 2019, arXiv:1807.00734, section 4.2): each sample
   * against the mean of the other kind, the mean of both directions.
   */
  RELATIVISTIC_AVERAGE(Kind.PAIR) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return apart(real, fake);
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return apart(fake, real.get());
    }

    private Tensor apart(Tensor high, Tensor low) {
      Tensor above = crossEntropy(high.minus(low.mean()), 1);
      return above.plus(crossEntropy(low.minus(high.mean()), 0)).times(0.5);
    }
  },

  /** Relativistic average with least squares, RaLSGAN (the same, appendix, equations 15 and 16). */
  RELATIVISTIC_AVERAGE_LEAST_SQUARES(Kind.PAIR) {
    @Override
    public Tensor discriminator(Tensor real, Tensor fake, double realTarget) {
      return apart(real, fake);
    }

    @Override
    public Tensor generator(Supplier<Tensor> real, Tensor fake) {
      return apart(fake, real.get());
    }

    private Tensor apart(Tensor high, Tensor low) {
      Tensor above = high.minus(low.mean()).minus(1).square().mean();
      return above.plus(low.minus(high.mean()).plus(1).square().mean()).times(0.5);
    }
  };

  /** What a logit is to a loss. */
  private enum Kind {
    /** σ(logit) is the probability of "real", which has a target. */
    PROBABILITY(true, OptionalDouble.of(0), false),
    /** The logit itself has a target, 0 for generated and 1 for real. */
    TARGET(true, OptionalDouble.of(0.5), false),
    /** Its sign decides, and nothing can be smoothed. */
    MARGIN(false, OptionalDouble.of(0), false),
    /** Only differences count. */
    DIFFERENCE(false, OptionalDouble.empty(), false),
    /** Only differences count, in the generator's loss, too. */
    PAIR(false, OptionalDouble.empty(), true);

    private final boolean targets;
    private final OptionalDouble boundary;
    private final boolean relativistic;

    Kind(boolean targets, OptionalDouble boundary, boolean relativistic) {
      this.targets = targets;
      this.boundary = boundary;
      this.relativistic = relativistic;
    }
  }

  private final Kind kind;

  AdversarialLosses(Kind kind) {
    this.kind = kind;
  }

  @Override
  public boolean hasTargets() {
    return kind.targets;
  }

  @Override
  public OptionalDouble boundary() {
    return kind.boundary;
  }

  @Override
  public boolean isRelativistic() {
    return kind.relativistic;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Binary cross entropy of a logit l with target t, {@code -t·log σ(l) - (1-t)·log(1-σ(l))}:
   * {@code softplus(l)} for t = 0, else {@code softplus(-l) + (1-t)·l}. The difference
   * {@code softplus(l) - t·l} would lose all digits of a small loss.
   */
  static Tensor crossEntropy(Tensor logits, double target) {
    if (target == 0) {
      return logits.softplus().mean();
    }
    Tensor loss = logits.neg().softplus();
    return (target == 1 ? loss : loss.plus(logits.times(1 - target))).mean();
  }
}
