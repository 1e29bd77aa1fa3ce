package org.zeuxis.lab;

/** Γ where its argument is half of a whole number, as balls and spheres have it. */
final class Gamma {
  private Gamma() {}

  /**
   * {@code log Γ(n/2)} by Γ(x+1) = x·Γ(x), from Γ(1) = 1 or Γ(½) = √π.
   *
   * @param n at least 1
   */
  static double logOfHalf(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("logOfHalf(n): expected n >= 1, got " + n);
    }
    double log = n % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
    for (double x = n % 2 == 0 ? 1 : 0.5; x < n / 2.0; x++) {
      log += Math.log(x);
    }
    return log;
  }

  /** Mean length of a standard normal vector of d numbers, √2·Γ((d+1)/2)/Γ(d/2). */
  static double meanNorm(int d) {
    return Math.sqrt(2) * Math.exp(logOfHalf(d + 1) - logOfHalf(d));
  }

  /** Standard deviation of that length: the mean square is d. */
  static double normDeviation(int d) {
    double mean = meanNorm(d);
    return Math.sqrt(d - mean * mean);
  }

  /** Share of the cube [-1,1]ᵈ that the unit ball fills, π^(d/2) / (Γ(d/2+1)·2ᵈ). */
  static double ballInCube(int d) {
    return Math.exp(d / 2.0 * Math.log(Math.PI) - logOfHalf(d + 2) - d * Math.log(2));
  }
}
