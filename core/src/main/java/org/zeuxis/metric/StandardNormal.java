package org.zeuxis.metric;

/** N(0,1). */
final class StandardNormal {
  /** Beyond, the series loses digits to cancellation and the fraction has converged. */
  private static final double TAIL = 3;

  private static final int FRACTION_TERMS = 200;

  private StandardNormal() {}

  /**
   * The probability of at most z, to 12 digits even where it is tiny: {@code 1/2 + φ(z)(z + z³/3 +
   * z⁵/(3·5) + …)} (Marsaglia 2004) near 0, {@code φ(x)/(x + 1/(x + 2/(x + 3/…)))} (Laplace) for
   * the tail x = -z.
   */
  static double below(double z) {
    if (z > TAIL) {
      return 1 - below(-z);
    }
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    if (z < -TAIL) {
      double fraction = -z;
      for (int k = FRACTION_TERMS; k >= 1; k--) {
        fraction = -z + k / fraction;
      }
      return density / fraction;
    }
    double sum = z;
    double term = z;
    for (int k = 3; Math.abs(term) > 1e-18; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
}
