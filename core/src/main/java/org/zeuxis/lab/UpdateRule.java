package org.zeuxis.lab;

import java.util.Locale;

/**
 * Ways for two players to step, and what they do near an equilibrium. There the flow of gradients
 * is {@code x' = -a·y, y' = a·x - d·y}, with eigenvalues μ of {@link Linear}, and a step of length
 * h multiplies by λ. The equilibrium attracts if all |λ| &lt; 1.
 */
enum UpdateRule {
  /** λ = 1 + hμ (Mescheder et al. 2018, arXiv:1801.04406, Lemma 2.4). */
  SIMULTANEOUS {
    @Override
    void step(Duel duel) {
      duel.simultaneous();
    }

    @Override
    double factor(Linear game, double h) {
      Complex hMu = game.eigenvalue().times(h);
      return Complex.of(1).plus(hMu).length();
    }
  },

  /**
   * λ² - (2 - h²a² - hd)λ + 1 - hd = 0 (the same, Lemma 2.5, where d = 0): trace and determinant of
   * one step after the other.
   */
  ALTERNATING {
    @Override
    void step(Duel duel) {
      duel.alternating();
    }

    @Override
    double factor(Linear game, double h) {
      double ha = h * game.a();
      double hd = h * game.d();
      return Complex.largestRoot(Complex.of(ha * ha + hd - 2), Complex.of(1 - hd));
    }
  },

  /** λ = 1 + hμ + h²μ² (Gidel et al. 2019, arXiv:1802.10551, section 3). */
  EXTRA_GRADIENT {
    @Override
    void step(Duel duel) {
      duel.extraGradient();
    }

    @Override
    double factor(Linear game, double h) {
      Complex hMu = game.eigenvalue().times(h);
      return Complex.of(1).plus(hMu).plus(hMu.times(hMu)).length();
    }
  },

  /** λ² - (1 + 2hμ)λ + hμ = 0, of z + 2hv(z) - hv(last z) (arXiv:1711.00141). */
  OPTIMISTIC {
    @Override
    void step(Duel duel) {
      duel.optimistic();
    }

    @Override
    double factor(Linear game, double h) {
      Complex hMu = game.eigenvalue().times(h);
      return Complex.largestRoot(Complex.of(-1).minus(hMu.times(2)), hMu);
    }
  };

  /**
   * A game of two numbers near its equilibrium.
   *
   * @param a how strongly each player answers the other
   * @param d how strongly y is drawn to 0 by itself
   */
  record Linear(double a, double d) {
    /** μ = -d/2 + √(d²/4 - a²), that of the two with the larger real part. */
    Complex eigenvalue() {
      return Complex.of(-d / 2).plus(Complex.of(d * d / 4 - a * a).sqrt());
    }
  }

  abstract void step(Duel duel);

  /** The largest |λ|: what the distance is multiplied by in a step, on average. */
  abstract double factor(Linear game, double h);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
