package org.zeuxis.metric;

/** How many samples fell to each mode. */
final class ModeHistogram {
  private ModeHistogram() {}

  /**
   * KL(p‖uniform) = Σ pₖ ln(K pₖ) in nats: 0 where all modes are met equally often, ln K where only
   * one is.
   *
   * @param counts by mode, not all of them 0
   */
  static double divergenceFromUniform(int... counts) {
    double samples = 0;
    for (int count : counts) {
      samples += count;
    }
    double divergence = 0;
    for (int count : counts) {
      if (count > 0) {
        divergence += count / samples * Math.log(counts.length * (count / samples));
      }
    }
    return Math.max(0, divergence); // never negative but for rounding
  }
}
