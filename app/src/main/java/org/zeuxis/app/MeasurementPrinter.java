package org.zeuxis.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Protocol;

/** Prints measurements as they come, those of one protocol below one line that tells it. */
final class MeasurementPrinter {
  private final PrintStream out;
  private final List<String> notes = new ArrayList<>();
  private String protocol = "";

  MeasurementPrinter(PrintStream out) {
    this.out = out;
  }

  void print(Measurement measurement) {
    String now = describe(measurement.protocol());
    if (!now.equals(protocol)) {
      out.printf("%n%s%n", now);
      protocol = now;
    }
    out.printf(
        Locale.ROOT,
        "  %-18s %s%n",
        measurement.metric(),
        String.format("%-22s %s", number(measurement) + deviation(measurement), better(measurement))
            .stripTrailing());
    measurement
        .parts()
        .forEach((part, value) -> out.printf(Locale.ROOT, "    %-16s %s%n", part, number(value)));
    measurement.notes().forEach(note -> notes.add(measurement.metric() + ": " + note));
    out.flush();
  }

  /** What a reader must know besides, and which metrics did not fit. */
  void end(Map<String, String> notMeasured) {
    out.println();
    notes.forEach(note -> out.println("note: " + note));
    notMeasured.forEach((name, reason) -> out.printf("not measured: %s (%s)%n", name, reason));
  }

  private static String number(Measurement measurement) {
    return number(measurement.value());
  }

  /** Four digits that count; KID is small and FID large. */
  static String number(double value) {
    return number(value, value);
  }

  /** With as many decimals as another number has, so that an error stands under its mean. */
  static String number(double value, double like) {
    double size = Math.abs(like);
    if (size < 1e-3 && size > 0) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String deviation(Measurement measurement) {
    return measurement.deviation() == null
        ? ""
        : " ± " + number(measurement.deviation(), measurement.value());
  }

  private static String better(Measurement measurement) {
    return measurement.better() == Better.NONE ? "" : measurement.better() + " is better";
  }

  private static String describe(Protocol protocol) {
    StringBuilder text = new StringBuilder(protocol.generated() + " generated");
    if (protocol.real() > 0) {
      text.append(" against ").append(protocol.real()).append(" real");
    }
    text.append(" (").append(protocol.reference());
    text.append(protocol.split().equals("all") ? "" : ", " + protocol.split()).append(")");
    if (!protocol.extractor().isEmpty()) {
      text.append(", features: ").append(protocol.extractor());
      String accuracy = protocol.settings().get("accuracy");
      text.append(accuracy == null ? "" : " (" + accuracy + ")");
      text.append(", ").append(protocol.extractorHash(), 0, 12);
      if (!protocol.resizer().equals("none")) {
        text.append(", resized ").append(protocol.resizer());
      }
    }
    text.append(protocol.sampling().isEmpty() ? "" : ", drawn with " + protocol.sampling());
    return text.append(", seed ").append(protocol.seed()).toString();
  }
}
