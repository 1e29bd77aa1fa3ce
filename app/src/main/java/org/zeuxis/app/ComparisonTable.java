package org.zeuxis.app;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zeuxis.run.Comparison;

/** Comparisons as text. */
final class ComparisonTable {
  private ComparisonTable() {}

  static String of(List<Comparison> comparisons) {
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : comparisons) {
      Set<String> metrics = new LinkedHashSet<>();
      comparison.groups().forEach(group -> metrics.addAll(group.statistics().keySet()));
      text.append(String.format("%n%s%n     %-24s runs", comparison.data(), ""));
      metrics.forEach(metric -> text.append(String.format("  %-17s", metric)));
      int rank = 1;
      for (Comparison.Group group : comparison.groups()) {
        text.append(String.format(
            "%n%3d. %-24s %4d", rank++, group.name(), group.entries().size()));
        metrics.forEach(metric ->
            text.append(String.format("  %-17s", cell(group.statistics().get(metric)))));
      }
      text.append(String.format("%n"));
      comparison
          .warnings()
          .forEach(warning -> text.append(String.format("warning: %s%n", warning)));
    }
    return text.toString();
  }

  /** Mean and standard error; a hyphen where nothing was measured. */
  static String cell(Comparison.Statistic statistic) {
    if (statistic == null) {
      return "-";
    }
    String mean = MeasurementPrinter.number(statistic.mean());
    return Double.isNaN(statistic.standardError())
        ? mean
        : String.format(
            Locale.ROOT,
            "%s ± %s",
            mean,
            MeasurementPrinter.number(statistic.standardError(), statistic.mean()));
  }
}
