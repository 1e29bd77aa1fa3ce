package org.zeuxis.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts named numbers of many steps into charts, by what their names have in common. */
final class ScoreCharts {
  /** More than a screen has pixels, so that nothing is lost to the eye. */
  private static final int POINTS = 2000;

  private static final Map<String, String> TITLES = Map.of(
      "loss", "Losses",
      "logit", "Logits, the discriminator's raw output",
      "d", "D(x), the discriminator's verdict",
      "gradient", "Gradient norms");

  /** By name, in the order of first appearance; a step that comes twice counts as it came last. */
  private final Map<String, TreeMap<Long, Double>> numbers = new LinkedHashMap<>();

  void add(long step, Map<String, Double> values) {
    values.forEach(
        (name, value) -> numbers.computeIfAbsent(name, n -> new TreeMap<>()).put(step, value));
  }

  /** The charts, in the order in which their first number appeared. */
  List<Chart> charts() {
    Map<String, List<Series>> groups = new LinkedHashMap<>();
    numbers.forEach((name, values) -> {
      Series series =
          new Series(label(name), List.copyOf(values.keySet()), List.copyOf(values.values()));
      groups.computeIfAbsent(title(name), t -> new ArrayList<>()).add(series.thinned(POINTS));
    });
    return groups.entrySet().stream()
        .map(group -> new Chart(group.getKey(), null, group.getValue()))
        .toList();
  }

  /**
   * {@code loss.generator} belongs to Losses, {@code weights.generator.main.0.weight.norm} to
   * Weights of generator: norm.
   */
  private static String title(String name) {
    String[] parts = name.split("\\.", -1);
    if (isOfALayer(parts)) {
      return capital(parts[0]) + " of " + parts[1] + ": " + parts[parts.length - 1];
    }
    return TITLES.getOrDefault(parts[0], capital(parts[0]));
  }

  private static String capital(String word) {
    return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String label(String name) {
    String[] parts = name.split("\\.", -1);
    if (isOfALayer(parts)) {
      return String.join(".", List.of(parts).subList(2, parts.length - 1));
    }
    return parts.length == 1 ? name : name.substring(parts[0].length() + 1);
  }

  /** Kind, player, layer, measure. */
  private static boolean isOfALayer(String[] parts) {
    return parts.length >= 4;
  }
}
