package org.zeuxis.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zeuxis.doctor.Evidence;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.Remedy;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.MedicalRecord;

/** Findings as text: what it is, the numbers, what to do. */
final class FindingPrinter {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 32;

  private final Recipe recipe;

  /** Remedies are told as settings of this recipe. */
  FindingPrinter(Recipe recipe) {
    this.recipe = recipe;
  }

  /** One line. */
  static String headline(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%s: %s%s (steps %d to %d)",
        finding.severity(),
        finding.ailment().title(),
        finding.detail().isEmpty() ? "" : ", " + finding.detail(),
        finding.from(),
        finding.to());
  }

  /** Everything. */
  List<String> lines(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(finding));
    lines.add("  " + finding.ailment().explanation());
    for (Evidence evidence : finding.evidence()) {
      lines.add("  " + evidence(evidence));
    }
    for (Remedy remedy : MedicalRecord.remedies(finding, recipe)) {
      lines.add(
          remedy.settings().isEmpty()
              ? "  try: " + remedy.reason()
              : "  try: " + settings(remedy) + "  (" + remedy.reason() + ")");
    }
    return lines;
  }

  private static String settings(Remedy remedy) {
    return remedy.settings().isEmpty()
        ? remedy.reason()
        : "--set " + String.join(" --set ", remedy.settings());
  }

  private static String evidence(Evidence evidence) {
    String limit = Double.isNaN(evidence.threshold())
        ? ""
        : String.format(Locale.ROOT, " (threshold %.3g)", evidence.threshold());
    String name = evidence.vital().isEmpty() ? "" : evidence.vital() + ", ";
    return String.format(
            Locale.ROOT, "%s%s: %.3g%s ", name, evidence.meaning(), evidence.value(), limit)
        + curve(evidence.course());
  }

  /** The course as a row of bars, of at most 32 checkups. */
  private static String curve(double[] course) {
    double[] shown = Arrays.stream(course)
        .skip(Math.max(0, course.length - WIDTH))
        .filter(Double::isFinite)
        .toArray();
    double low = Arrays.stream(shown).min().orElse(0);
    double high = Arrays.stream(shown).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (double value : shown) {
      int level = high > low ? (int) Math.round(7 * (value - low) / (high - low)) : 0;
      bars.append(BARS.charAt(level));
    }
    return bars.toString();
  }
}
