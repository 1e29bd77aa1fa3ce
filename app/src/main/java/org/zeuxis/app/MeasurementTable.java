package org.zeuxis.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Metric;
import org.zeuxis.metric.Protocol;

/** Measurements as text. */
final class MeasurementTable {
  private MeasurementTable() {}

  /** What there is to measure. */
  static String of(Iterable<Metric> metrics) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : metrics) {
      text.append(String.format(Locale.ROOT, "%-18s %s%n", metric.name(), metric.title()));
    }
    return text.toString();
  }

  /** What was measured, how, and what was not. */
  static String of(Evaluation.Result result) {
    StringBuilder text = new StringBuilder();
    List<String> notes = new ArrayList<>();
    String protocol = "";
    for (Measurement measurement : result.measurements()) {
      String now = describe(measurement.protocol());
      if (!now.equals(protocol)) {
        text.append(String.format("%n%s%n", now));
        protocol = now;
      }
      text.append(String.format(
          Locale.ROOT,
          "  %-16s %12s%s%n",
          measurement.metric(),
          number(measurement.value()) + deviation(measurement),
          measurement.better() == Better.NONE ? "" : "   " + measurement.better() + " is better"));
      measurement
          .parts()
          .forEach((part, value) ->
              text.append(String.format(Locale.ROOT, "    %-14s %12s%n", part, number(value))));
      measurement.notes().forEach(note -> notes.add(measurement.metric() + ": " + note));
    }
    notes.forEach(note -> text.append(String.format("%nnote: %s", note)));
    result
        .notMeasured()
        .forEach(
            (name, reason) -> text.append(String.format("%nnot measured: %s (%s)", name, reason)));
    return text.append(String.format("%n")).toString();
  }

  /** Four digits that count; KID is small and FID large. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (size != 0 && size < 1e-3) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String deviation(Measurement measurement) {
    return measurement.deviation() == null ? "" : " ± " + number(measurement.deviation());
  }

  private static String describe(Protocol protocol) {
    StringBuilder text = new StringBuilder(String.format(
        "%d generated against %d of %s (%s)",
        protocol.generated(), protocol.real(), protocol.reference(), protocol.split()));
    if (!protocol.extractor().isEmpty()) {
      text.append(String.format(
          ", features %s %s", protocol.extractor(), protocol.extractorHash().substring(0, 12)));
      if (!protocol.resizer().equals("none")) {
        text.append(", resized ").append(protocol.resizer());
      }
    }
    return text.append(", seed ").append(protocol.seed()).toString();
  }
}
