package org.zeuxis.lab;

import static java.util.Objects.requireNonNull;

/**
 * A measured number beside the one that theory gives.
 *
 * @param quantity what it is, with its unit
 * @param expected by the closed form
 * @param tolerance largest absolute difference at which they agree, &gt;= 0
 * @param source of the closed form: paper, section, equation
 */
public record Check(
    String quantity, double measured, double expected, double tolerance, String source) {
  public Check {
    requireNonNull(quantity);
    requireNonNull(source);
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must be >= 0, got " + tolerance);
    }
  }

  /** Whether they agree; never if the measured number is NaN. */
  public boolean holds() {
    return Math.abs(measured - expected) <= tolerance;
  }
}
