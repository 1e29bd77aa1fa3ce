package org.zeuxis.doctor;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** Worth knowing; the training may well succeed. */
  NOTE,
  /** The result suffers, or soon will. */
  WARNING,
  /** The training fails unless something is changed. */
  FAILURE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
