package org.zeuxis.optim;

/** Checks numbers and names what it got; NaN is in no range. */
final class Range {
  private Range() {}

  /** In [0,1). */
  static double unit(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0,1), got " + value);
    }
    return value;
  }

  /** Zero or more. */
  static double notNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + " must be >= 0, got " + value);
    }
    return value;
  }
}
