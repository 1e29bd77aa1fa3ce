package org.zeuxis.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Metrics over the steps: a chart for each, with a curve for each protocol that it was measured by.
 */
final class MetricCharts {
  private MetricCharts() {}

  /**
   * A metric by one protocol.
   *
   * @param label what distinguishes the protocol from the others of the metric, empty where there
   *     is but one
   * @param measurements by rising step, at least one
   */
  record Curve(String label, List<Measurement> measurements) {
    Measurement last() {
      return measurements.get(measurements.size() - 1);
    }

    Series series() {
      List<Double> deviations =
          measurements.stream().map(Measurement::deviation).toList();
      return new Series(
          label.isEmpty() ? last().metric() : label,
          measurements.stream().map(Measurement::step).toList(),
          measurements.stream().map(Measurement::value).toList(),
          deviations.stream().allMatch(d -> d.isNaN()) ? List.of() : deviations);
    }
  }

  /** The curves by metric, in the order of first appearance. */
  static Map<String, List<Curve>> curves(List<Measurement> measurements) {
    Map<String, Map<Map<String, String>, List<Measurement>>> sorted = new LinkedHashMap<>();
    for (Measurement one : measurements) {
      sorted
          .computeIfAbsent(one.metric(), m -> new LinkedHashMap<>())
          .computeIfAbsent(one.protocol(), p -> new ArrayList<>())
          .add(one);
    }
    Map<String, List<Curve>> curves = new LinkedHashMap<>();
    sorted.forEach((metric, byProtocol) -> curves.put(
        metric,
        byProtocol.entrySet().stream()
            .map(entry -> new Curve(label(entry.getKey(), byProtocol.keySet()), entry.getValue()))
            .toList()));
    return curves;
  }

  static List<Chart> charts(Map<String, List<Curve>> curves) {
    List<Chart> charts = new ArrayList<>();
    curves.forEach((metric, ofMetric) -> charts.add(new Chart(
        metric,
        ofMetric.get(0).last().better(),
        ofMetric.stream().map(Curve::series).toList())));
    return charts;
  }

  /** The keys in which protocols differ, with this one's values. */
  private static String label(Map<String, String> protocol, Set<Map<String, String>> all) {
    Set<String> keys = new LinkedHashSet<>();
    all.forEach(other -> keys.addAll(other.keySet()));
    return keys.stream()
        .filter(key ->
            all.stream().anyMatch(other -> !Objects.equals(other.get(key), protocol.get(key))))
        .map(key -> key + " " + protocol.getOrDefault(key, "none"))
        .collect(Collectors.joining(", "));
  }
}
