package org.zeuxis.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metrics over the steps of several runs: a curve for each seed, and the mean of a group's. */
final class SeedCharts {
  private final Map<String, Map<String, List<MetricCharts.Curve>>> curves = new LinkedHashMap<>();

  /**
   * A metric of all groups.
   *
   * @param better {@code lower} or {@code higher}, or null where neither is
   */
  record SeedChart(String metric, String better, List<SeedGroup> groups) {}

  /**
   * A metric of a group.
   *
   * @param seeds one a run
   * @param mean at the steps that all of them have
   */
  record SeedGroup(String name, List<Series> seeds, Series mean) {}

  /**
   * Adds a run: what was measured of samples as they come; of a metric that it has by several
   * protocols, the curve with the most points.
   */
  void add(String group, List<Measurement> measurements) {
    List<Measurement> plain =
        measurements.stream().filter(Measurement::isOfAllSamples).toList();
    MetricCharts.curves(plain).forEach((metric, ofRun) -> {
      MetricCharts.Curve longest = ofRun.stream()
          .max(Comparator.comparingInt(curve -> curve.measurements().size()))
          .orElseThrow();
      curves
          .computeIfAbsent(metric, m -> new LinkedHashMap<>())
          .computeIfAbsent(group, g -> new ArrayList<>())
          .add(longest);
    });
  }

  /** The charts of all metrics that have at least two points somewhere. */
  List<SeedChart> charts() {
    List<SeedChart> charts = new ArrayList<>();
    curves.forEach((metric, groups) -> {
      List<SeedGroup> drawn = new ArrayList<>();
      groups.forEach((name, ofGroup) -> drawn.add(group(name, ofGroup)));
      if (drawn.stream()
          .flatMap(g -> g.seeds().stream())
          .anyMatch(s -> s.steps().size() > 1)) {
        String better = groups.values().iterator().next().get(0).last().better();
        charts.add(new SeedChart(metric, better, drawn));
      }
    });
    return charts;
  }

  private static SeedGroup group(String name, List<MetricCharts.Curve> ofGroup) {
    List<Series> seeds = ofGroup.stream().map(MetricCharts.Curve::series).toList();
    return new SeedGroup(name, seeds, mean(name, seeds));
  }

  private static Series mean(String name, List<Series> seeds) {
    TreeMap<Long, List<Double>> atStep = new TreeMap<>();
    for (Series seed : seeds) {
      for (int i = 0; i < seed.steps().size(); i++) {
        atStep
            .computeIfAbsent(seed.steps().get(i), s -> new ArrayList<>())
            .add(seed.values().get(i));
      }
    }
    atStep.values().removeIf(values -> values.size() < seeds.size());
    List<Double> means = atStep.values().stream()
        .map(values -> values.stream().mapToDouble(v -> v).sum() / values.size())
        .toList();
    return new Series(name, List.copyOf(atStep.keySet()), means);
  }
}
