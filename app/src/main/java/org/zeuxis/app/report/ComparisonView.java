package org.zeuxis.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zeuxis.metric.Better;
import org.zeuxis.run.Comparison;

/**
 * Runs beside each other, for {@link ComparePage}.
 *
 * @param rankedBy the metric that the ranks are by; every group should have it
 * @param groups in the order of the page, the best first
 * @param protocolDifferences a line of text for each thing in which the protocols of the figures
 *     differ; empty where all are alike
 */
public record ComparisonView(
    String rankedBy, List<Group> groups, List<String> protocolDifferences) {
  public ComparisonView {
    groups = List.copyOf(groups);
    protocolDifferences = List.copyOf(protocolDifferences);
  }

  /** Comparisons on one or several data sets, the names of which then stand before the groups. */
  public static ComparisonView of(List<Comparison> comparisons, String rankedBy) {
    List<Group> groups = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      String prefix = comparisons.size() == 1 ? "" : comparison.data() + ": ";
      int rank = 1;
      for (Comparison.Group group : comparison.groups()) {
        groups.add(new Group(
            rank++,
            prefix + group.name(),
            group.entries().stream().map(entry -> entry.run().directory()).toList(),
            figures(group)));
      }
      comparison.warnings().forEach(warning -> warnings.add(prefix + warning));
    }
    return new ComparisonView(rankedBy, groups, warnings);
  }

  private static List<Figure> figures(Comparison.Group group) {
    List<Figure> figures = new ArrayList<>();
    group
        .statistics()
        .forEach((metric, statistic) -> figures.add(new Figure(
            metric,
            statistic.better() == Better.NONE ? null : statistic.better().toString(),
            statistic.mean(),
            statistic.standardError(),
            statistic.values())));
    return figures;
  }

  /**
   * Runs that differ only in their seed.
   *
   * @param rank from 1; groups that cannot be told apart may share one
   * @param name of what the runs have in common, such as {@code dcgan on mnist}
   * @param runs their directories, at least one
   * @param figures one a metric
   */
  public record Group(int rank, String name, List<Path> runs, List<Figure> figures) {
    public Group {
      runs = List.copyOf(runs);
      figures = List.copyOf(figures);
      if (rank < 1) {
        throw new IllegalArgumentException("rank: expected >= 1, got " + rank);
      }
      if (runs.isEmpty()) {
        throw new IllegalArgumentException("runs: expected at least one in " + name);
      }
    }
  }

  /**
   * A metric over the runs of a group.
   *
   * @param metric as in protocols, such as {@code fid}
   * @param better {@code lower} or {@code higher}, or null where neither is
   * @param mean NaN where there is none
   * @param standardError of the mean; NaN where there are less than two values
   * @param values one for each run that has the metric
   */
  public record Figure(
      String metric, String better, double mean, double standardError, List<Double> values) {
    public Figure {
      values = List.copyOf(values);
      if (better != null && !better.equals("lower") && !better.equals("higher")) {
        throw new IllegalArgumentException(
            metric + ": better: expected lower, higher or null, got " + better);
      }
    }
  }
}
