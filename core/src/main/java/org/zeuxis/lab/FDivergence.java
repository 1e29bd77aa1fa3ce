package org.zeuxis.lab;

import org.zeuxis.engine.Tensor;

/**
 * Divergences {@code D_f(P‖Q) = ∫ q f(p/q)} and the lower bound {@code E_P T - E_Q f*(T)} that a
 * network can be trained on (f-GAN, Nowozin et al. 2016, arXiv:1606.00709, equation 4, Tables 1 and
 * 2). The network puts out any number v; an activation g_f makes T = g_f(v) of it, which lies where
 * f* is defined. All g_f rise: a larger v always means more like P.
 */
enum FDivergence {
  KL("Kullback-Leibler") {
    @Override
    double f(double u) {
      return u * Math.log(u);
    }

    @Override
    Tensor output(Tensor v) {
      return v;
    }

    @Override
    Tensor conjugate(Tensor v) {
      return v.minus(1).exp();
    }
  },

  REVERSE_KL("reverse Kullback-Leibler") {
    @Override
    double f(double u) {
      return -Math.log(u);
    }

    @Override
    Tensor output(Tensor v) {
      return v.neg().exp().neg();
    }

    /** f*(t) = -1 - log(-t). */
    @Override
    Tensor conjugate(Tensor v) {
      return v.minus(1);
    }
  },

  PEARSON("Pearson chi squared") {
    @Override
    double f(double u) {
      return (u - 1) * (u - 1);
    }

    @Override
    Tensor output(Tensor v) {
      return v;
    }

    @Override
    Tensor conjugate(Tensor v) {
      return v.square().times(0.25).plus(v);
    }
  },

  HELLINGER("squared Hellinger") {
    @Override
    double f(double u) {
      return Math.pow(Math.sqrt(u) - 1, 2);
    }

    @Override
    Tensor output(Tensor v) {
      return v.neg().exp().neg().plus(1);
    }

    /** f*(t) = t/(1-t). */
    @Override
    Tensor conjugate(Tensor v) {
      return v.exp().minus(1);
    }
  },

  /** Twice the Jensen-Shannon divergence of Theorem 1 of GAN, as the paper's Table 1 has it. */
  JENSEN_SHANNON("Jensen-Shannon") {
    @Override
    double f(double u) {
      return u * Math.log(u) - (u + 1) * Math.log((u + 1) / 2);
    }

    @Override
    Tensor output(Tensor v) {
      return v.neg().softplus().neg().plus(LOG_2);
    }

    /** f*(t) = -log(2 - eᵗ). */
    @Override
    Tensor conjugate(Tensor v) {
      return v.softplus().minus(LOG_2);
    }
  },

  /** The same less log 4: what the discriminator of a GAN is trained on. */
  GAN("GAN") {
    @Override
    double f(double u) {
      return u * Math.log(u) - (u + 1) * Math.log(u + 1);
    }

    /** log D. */
    @Override
    Tensor output(Tensor v) {
      return v.neg().softplus().neg();
    }

    /** f*(t) = -log(1 - eᵗ), here -log(1-D). */
    @Override
    Tensor conjugate(Tensor v) {
      return v.softplus();
    }
  };

  private static final double LOG_2 = Math.log(2);

  private final String label;

  FDivergence(String label) {
    this.label = label;
  }

  /** Convex; 0 at 1, but for that of the GAN. */
  abstract double f(double u);

  /** T = g_f(v). */
  abstract Tensor output(Tensor v);

  /** f*(g_f(v)), simplified so that nothing overflows. */
  abstract Tensor conjugate(Tensor v);

  /** What a network that estimates the divergence minimises: -(E_P T - E_Q f*(T)). */
  Tensor loss(Tensor onP, Tensor onQ) {
    return conjugate(onQ).mean().minus(output(onP).mean());
  }

  /** D_f(P‖Q) by quadrature. */
  double between(Gaussians p, Gaussians q, Line line) {
    return line.integral(x -> q.density(x) * f(p.density(x) / q.density(x)));
  }

  @Override
  public String toString() {
    return label;
  }
}
