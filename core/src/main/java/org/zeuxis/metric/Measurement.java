package org.zeuxis.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A number and how it came about.
 *
 * @param metric its name, such as {@code recall}
 * @param value may be negative, as a KID near 0 may
 * @param deviation as the metric defines it, over subsets or splits; null where it defines none
 * @param parts what the value is made of, such as one number a class; empty where it is one thing
 * @param better which way is good
 * @param notes what a reader must know, one line each
 */
public record Measurement(
    String metric,
    double value,
    Double deviation,
    Map<String, Double> parts,
    Better better,
    Protocol protocol,
    List<String> notes) {
  public Measurement {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(better, "better");
    Objects.requireNonNull(protocol, "protocol");
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    notes = List.copyOf(notes);
  }

  static Measurement of(double value, Better better, Protocol protocol) {
    return new Measurement(protocol.metric(), value, null, Map.of(), better, protocol, List.of());
  }

  Measurement withDeviation(Double newDeviation) {
    return new Measurement(metric, value, newDeviation, parts, better, protocol, notes);
  }

  Measurement withParts(Map<String, Double> newParts) {
    return new Measurement(metric, value, deviation, newParts, better, protocol, notes);
  }

  Measurement withNotes(List<String> newNotes) {
    return new Measurement(metric, value, deviation, parts, better, protocol, newNotes);
  }
}
