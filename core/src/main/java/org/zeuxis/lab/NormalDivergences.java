package org.zeuxis.lab;

/** Divergences between two normal distributions P and Q on the line that have closed forms. */
record NormalDivergences(double meanP, double sigmaP, double meanQ, double sigmaQ) {
  /** KL(P‖Q) = log(σq/σp) + (σp² + (μp-μq)²) / 2σq² - ½. */
  double kl() {
    double gap = meanP - meanQ;
    return Math.log(sigmaQ / sigmaP) + (sigmaP * sigmaP + gap * gap) / (2 * sigmaQ * sigmaQ) - 0.5;
  }

  double reverseKl() {
    return new NormalDivergences(meanQ, sigmaQ, meanP, sigmaP).kl();
  }

  /** ∫(√p - √q)² = 2 - 2 ∫√(pq). */
  double squaredHellinger() {
    return 2 - 2 * power(0.5);
  }

  /** ∫(p-q)²/q = ∫p²/q - 1, infinite unless σp² < 2σq². */
  double pearson() {
    return 2 * sigmaQ * sigmaQ > sigmaP * sigmaP ? power(2) - 1 : Double.POSITIVE_INFINITY;
  }

  /** ∫ pᵃ q¹⁻ᵃ: a Gaussian integral with the precision a/σp² + (1-a)/σq². */
  private double power(double a) {
    double p = sigmaP * sigmaP;
    double q = sigmaQ * sigmaQ;
    double mixed = (1 - a) * p + a * q;
    double gap = meanP - meanQ;
    return Math.pow(sigmaP, 1 - a)
        * Math.pow(sigmaQ, a)
        / Math.sqrt(mixed)
        * Math.exp(-a * (1 - a) * gap * gap / (2 * mixed));
  }
}
