package org.zeuxis.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A summary as lines for the terminal. */
final class SummaryText {
  private static final int BAR = 30;

  /** Classes beyond this many are summed up in one line. */
  private static final int MOST_CLASSES = 30;

  private static final int MOST_SKIPPED = 5;

  private final DataSummary summary;
  private final StringBuilder text = new StringBuilder();

  SummaryText(DataSummary summary) {
    this.summary = summary;
  }

  @Override
  public String toString() {
    text.setLength(0);
    boolean images = summary.sampleShape().size() == 3;
    line("data", summary.name());
    line("samples", String.format(Locale.ROOT, "%,d", summary.count()));
    String shape =
        summary.sampleShape().stream().map(String::valueOf).collect(Collectors.joining("×"));
    line("shape", images ? shape + " (channels, height, width)" : shape + " (points of the plane)");
    line("sources", counts(summary.provenance().kinds()));
    line(
        images ? "values" : "coordinates",
        String.format(
            Locale.ROOT,
            "%.4f .. %.4f%s",
            summary.minimum(),
            summary.maximum(),
            images ? " (0 black, 1 white)" : ""));
    line("mean", numbers(summary.mean()));
    line("deviation", numbers(summary.deviation()));
    line("duplicates", String.format(Locale.ROOT, "%,d", summary.duplicates()));
    line("fingerprint", summary.fingerprint());
    classes();
    leftOut();
    summary.warnings().forEach(warning -> line("warning", warning));
    return text.toString().stripTrailing();
  }

  private void classes() {
    List<DataSummary.ClassCount> classes = summary.classes();
    if (classes.size() == 1) {
      line("classes", "none (" + classes.get(0).name() + ")");
      return;
    }
    line("classes", String.valueOf(classes.size()));
    int most = 1;
    int width = 1;
    for (DataSummary.ClassCount c : classes) {
      most = Math.max(most, c.count());
      width = Math.max(width, c.name().length());
    }
    for (DataSummary.ClassCount c : classes.subList(0, Math.min(MOST_CLASSES, classes.size()))) {
      String bar = "█".repeat((int) Math.round((double) BAR * c.count() / most));
      text.append(
          String.format(Locale.ROOT, "  %-" + width + "s %,9d  %s%n", c.name(), c.count(), bar));
    }
    if (classes.size() > MOST_CLASSES) {
      text.append(String.format(Locale.ROOT, "  … and %d more%n", classes.size() - MOST_CLASSES));
    }
  }

  private void leftOut() {
    Provenance provenance = summary.provenance();
    if (!provenance.ignored().isEmpty()) {
      line("ignored", "no images: " + counts(provenance.ignored()));
    }
    List<String> skipped = provenance.skipped();
    if (!skipped.isEmpty()) {
      line("skipped", skipped.size() + " bad images");
      skipped.stream()
          .limit(MOST_SKIPPED)
          .forEach(bad -> text.append("  ").append(bad).append(System.lineSeparator()));
      if (skipped.size() > MOST_SKIPPED) {
        text.append(String.format(Locale.ROOT, "  … and %d more%n", skipped.size() - MOST_SKIPPED));
      }
    }
  }

  private void line(String label, String value) {
    text.append(String.format(Locale.ROOT, "%-12s %s%n", label, value));
  }

  private static String counts(Map<String, Integer> byName) {
    if (byName.isEmpty()) {
      return "unknown";
    }
    return new TreeMap<>(byName)
        .entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String numbers(List<Double> values) {
    return values.stream()
        .map(v -> String.format(Locale.ROOT, "%.4f", v))
        .collect(Collectors.joining("  "));
  }
}
