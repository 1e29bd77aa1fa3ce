package org.zeuxis.doctor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of one checkup.
 *
 * @param step iterations done
 * @param values by name; see {@link Checkup}
 */
public record Vitals(long step, Map<String, Double> values) {
  public Vitals {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A value, or NaN. */
  public double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }
}
