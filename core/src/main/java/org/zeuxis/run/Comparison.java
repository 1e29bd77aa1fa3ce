package org.zeuxis.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.zeuxis.game.Latent;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Protocol;
import org.zeuxis.recipe.AugmentSettings;
import org.zeuxis.recipe.GameSettings;
import org.zeuxis.recipe.NetworkSettings;
import org.zeuxis.recipe.PlayerSettings;
import org.zeuxis.recipe.Recipe;

/**
 * Runs side by side. Those that differ in nothing but the seed are one group, which is judged by
 * its mean; groups are ranked on each data set by itself, and apart from samples that were drawn in
 * another way.
 *
 * @param data what the runs were trained on, and how samples were drawn unless as they come
 * @param groups the best first
 * @param warnings why numbers do not say what they seem to, one line each
 */
public record Comparison(String data, List<Group> groups, List<String> warnings) {

  /** One run and what was measured of one of its checkpoints. */
  public record Entry(Run run, long step, List<Measurement> measurements) {
    /** The value of a metric, NaN where it was not measured. */
    double value(String metric) {
      return measurements.stream()
          .filter(measurement -> measurement.metric().equals(metric))
          .mapToDouble(Measurement::value)
          .findFirst()
          .orElse(Double.NaN);
    }
  }

  /**
   * Runs of one recipe.
   *
   * @param statistics by metric
   */
  public record Group(String name, List<Entry> entries, Map<String, Statistic> statistics) {}

  /**
   * A metric over the seeds.
   *
   * @param standardError of the mean, s/√n; NaN for one run
   */
  public record Statistic(double mean, double standardError, List<Double> values, Better better) {
    static Statistic of(List<Double> values, Better better) {
      int n = values.size();
      double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      double error = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
      return new Statistic(mean, error, List.copyOf(values), better);
    }
  }

  /**
   * Groups and ranks.
   *
   * @param by the metric that ranks; groups without it come last
   * @return one comparison for each data set and way to draw, in the order of the entries
   */
  public static List<Comparison> of(List<Entry> entries, String by) {
    return compared(entries, by, Comparison::byRecipe);
  }

  /**
   * Ranks groups that are known.
   *
   * @param by the metric that ranks; groups without it come last
   * @param group the name of an entry's group
   * @return one comparison for each data set and way to draw, in the order of the entries
   */
  public static List<Comparison> of(List<Entry> entries, String by, Function<Entry, String> group) {
    return compared(entries, by, some -> {
      Map<String, List<Entry>> byName = new LinkedHashMap<>();
      some.forEach(entry ->
          byName.computeIfAbsent(group.apply(entry), any -> new ArrayList<>()).add(entry));
      List<Group> groups = new ArrayList<>();
      byName.forEach((name, same) -> groups.add(group(name, same)));
      return groups;
    });
  }

  private static List<Comparison> compared(
      List<Entry> entries, String by, Function<List<Entry>, List<Group>> grouping) {
    Map<Ground, List<Entry>> grounds = new LinkedHashMap<>();
    for (Entry entry : entries) {
      for (Entry part : bySampling(entry)) {
        grounds.computeIfAbsent(Ground.of(part), key -> new ArrayList<>()).add(part);
      }
    }
    return grounds.entrySet().stream()
        .map(ground ->
            ranked(ground.getKey(), ground.getValue(), grouping.apply(ground.getValue()), by))
        .toList();
  }

  private static Group group(String name, List<Entry> entries) {
    return new Group(name, List.copyOf(entries), statistics(entries));
  }

  /** What numbers must share to be ranked together. */
  private record Ground(String fingerprint, String sampling) {
    static Ground of(Entry entry) {
      String sampling = entry.measurements().isEmpty()
          ? ""
          : entry.measurements().get(0).protocol().sampling();
      return new Ground(entry.run().manifest().data().fingerprint(), sampling);
    }
  }

  /** An entry for each way in which samples were drawn. */
  private static List<Entry> bySampling(Entry entry) {
    if (entry.measurements().isEmpty()) {
      return List.of(entry);
    }
    Map<String, List<Measurement>> parts = new LinkedHashMap<>();
    for (Measurement measurement : entry.measurements()) {
      parts
          .computeIfAbsent(measurement.protocol().sampling(), way -> new ArrayList<>())
          .add(measurement);
    }
    return parts.values().stream()
        .map(some -> new Entry(entry.run(), entry.step(), List.copyOf(some)))
        .toList();
  }

  private static List<Group> byRecipe(List<Entry> entries) {
    Map<Key, List<Entry>> byRecipe = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Key key = Key.of(entry.run().manifest().recipe(), entry.step());
      byRecipe.computeIfAbsent(key, any -> new ArrayList<>()).add(entry);
    }
    List<Group> groups = new ArrayList<>();
    byRecipe.forEach((key, same) -> groups.add(group(name(key, byRecipe.keySet(), same), same)));
    return groups;
  }

  private static Comparison ranked(
      Ground ground, List<Entry> entries, List<Group> found, String by) {
    List<Group> groups = new ArrayList<>(found);
    groups.sort(order(by));
    List<String> warnings = new ArrayList<>(warnings(entries));
    groups.forEach(group -> warnings.addAll(sameSeeds(group)));
    String data = entries.get(0).run().manifest().data().name();
    return new Comparison(
        ground.sampling.isEmpty() ? data : data + ", " + ground.sampling,
        List.copyOf(groups),
        List.copyOf(warnings));
  }

  /** A run that was repeated under its own seed says nothing new. */
  private static List<String> sameSeeds(Group group) {
    Map<Long, Integer> runs = new TreeMap<>();
    group
        .entries()
        .forEach(entry -> runs.merge(entry.run().manifest().recipe().seed(), 1, Integer::sum));
    return runs.entrySet().stream()
        .filter(seed -> seed.getValue() > 1)
        .map(seed -> group.name() + ": " + seed.getValue() + " runs have the seed " + seed.getKey()
            + ", so the standard error is too small")
        .toList();
  }

  /** What makes runs repetitions of one another: all but the seed and what is only written. */
  private record Key(
      String name,
      Recipe.Data data,
      NetworkSettings network,
      Latent latent,
      GameSettings game,
      PlayerSettings generator,
      PlayerSettings discriminator,
      AugmentSettings augment,
      Recipe.Training training,
      long step) {
    static Key of(Recipe recipe, long step) {
      return new Key(
          recipe.name(),
          recipe.data(),
          recipe.network(),
          recipe.latent(),
          recipe.game(),
          recipe.generator(),
          recipe.discriminator(),
          recipe.augment(),
          recipe.training().until(1, 0, 0, 0), // the step tells how far
          step);
    }
  }

  /** The recipe's name, with the step and the directory where that is not enough. */
  private static String name(Key key, Set<Key> all, List<Entry> entries) {
    List<Key> namesakes =
        all.stream().filter(other -> other.name.equals(key.name)).toList();
    if (namesakes.size() == 1) {
      return key.name;
    }
    boolean stepTells = namesakes.stream().map(Key::step).distinct().count() == namesakes.size();
    return key.name + " ("
        + (stepTells
            ? "step " + key.step
            : entries.get(0).run().directory().getFileName().toString())
        + ")";
  }

  private static Map<String, Statistic> statistics(List<Entry> entries) {
    Map<String, Statistic> statistics = new LinkedHashMap<>();
    for (Entry entry : entries) {
      for (Measurement measurement : entry.measurements()) {
        statistics.computeIfAbsent(
            measurement.metric(),
            metric -> Statistic.of(
                entries.stream()
                    .map(each -> each.value(metric))
                    .filter(value -> !value.isNaN())
                    .toList(),
                measurement.better()));
      }
    }
    return statistics;
  }

  private static Comparator<Group> order(String by) {
    return (a, b) -> {
      Statistic left = a.statistics().get(by);
      Statistic right = b.statistics().get(by);
      boolean noLeft = left == null || Double.isNaN(left.mean());
      boolean noRight = right == null || Double.isNaN(right.mean());
      if (noLeft || noRight) {
        return Boolean.compare(noLeft, noRight);
      }
      if (left.better().prefers(left.mean(), right.mean())) {
        return -1;
      }
      return left.better().prefers(right.mean(), left.mean()) ? 1 : 0;
    };
  }

  private static List<String> warnings(List<Entry> entries) {
    Map<String, Protocol> first = new LinkedHashMap<>();
    Set<String> warnings = new LinkedHashSet<>();
    for (Entry entry : entries) {
      for (Measurement measurement : entry.measurements()) {
        Protocol known = first.putIfAbsent(measurement.metric(), measurement.protocol());
        if (known != null) {
          known
              .differences(measurement.protocol())
              .forEach(difference ->
                  warnings.add(measurement.metric() + ": protocols differ in " + difference));
        }
      }
    }
    return List.copyOf(warnings);
  }
}
