package org.zeuxis.doctor;

import java.util.Locale;
import java.util.Optional;

/**
 * Learning rates by how far weights move, in units of their size: one that is too high or too low
 * by some factor moves them so many times too far or too little, at the beginning.
 */
final class Pace {
  /**
   * Relative motion of weights in one iteration: the median of both players of the healthy tuning
   * runs at their first checkup, where it is largest (0.6e-3 to 2.9e-3).
   */
  private static final double USUAL = 1.5e-3;

  /** Smaller factors are within what healthy trainings differ by. */
  private static final double LEAST = 4;

  /** Weights that move farther were thrown away, and say little of the rate. */
  private static final double MOST = 1024;

  private Pace() {}

  /** A rate divided by what its player moves too far, up to the next power of two, at least 4. */
  static String slower(History history, String player) {
    double excess = Math.max(LEAST, motion(history, player) / USUAL);
    return player + ".learningRate=/" + power(Math.ceil(exponent(excess)));
  }

  /**
   * A rate times what its player moves too little, down to a power of two, if that is 4 or more.
   */
  static Optional<String> faster(History history, String player) {
    double lack = USUAL / motion(history, player);
    return Double.isFinite(lack) && lack >= LEAST
        ? Optional.of(player + ".learningRate=*" + power(Math.floor(exponent(lack))))
        : Optional.empty();
  }

  private static double motion(History history, String player) {
    return history.largest("motion." + player);
  }

  private static double exponent(double factor) {
    return Math.log(Math.min(MOST, factor)) / Math.log(2);
  }

  private static String power(double exponent) {
    return String.format(Locale.ROOT, "%.0f", Math.pow(2, exponent));
  }
}
