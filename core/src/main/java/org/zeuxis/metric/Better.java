package org.zeuxis.metric;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which of two values of a metric a user wants. */
public enum Better {
  LOWER,
  HIGHER,
  /** Neither: it depends on the data, as with a likelihood of another set. */
  NONE;

  /** Whether {@code a} is to be preferred to {@code b}; never where one is NaN. */
  public boolean prefers(double a, double b) {
    return switch (this) {
      case LOWER -> a < b;
      case HIGHER -> a > b;
      case NONE -> false;
    };
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
