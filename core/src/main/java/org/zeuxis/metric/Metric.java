package org.zeuxis.metric;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that can be measured.
 *
 * @param name that a user asks for
 * @param title one line, with its paper
 * @param yields the measurements it gives, by name, and which way is good
 * @param fewest samples that it needs, real ones and generated ones
 */
public record Metric(
    String name,
    String title,
    Map<String, Better> yields,
    Set<Need> needs,
    int fewest,
    Function<Evidence, List<Measurement>> measure) {
  Metric(
      String name,
      String title,
      Map<String, Better> yields,
      Set<Need> needs,
      Function<Evidence, List<Measurement>> measure) {
    this(name, title, yields, needs, 2, measure);
  }

  /** The same, which needs so many samples, real ones and generated ones. */
  Metric ofAtLeast(int samples) {
    return new Metric(name, title, yields, needs, samples, measure);
  }

  /** The same with one more need. */
  Metric needing(Need need) {
    Set<Need> all = EnumSet.copyOf(needs);
    all.add(need);
    return new Metric(name, title, yields, all, fewest, measure);
  }

  boolean looksAtFeatures() {
    return needs.contains(Need.FEATURES);
  }

  /** Why it cannot be measured on this, if it cannot. */
  Optional<String> obstacle(Evidence evidence) {
    return needs.stream()
        .sorted()
        .flatMap(need -> need.obstacle(evidence).stream())
        .findFirst()
        .or(() -> tooFew(evidence));
  }

  private Optional<String> tooFew(Evidence evidence) {
    int real = evidence.reference().indices().length;
    int generated = evidence.count();
    return Math.min(real, generated) >= fewest
        ? Optional.empty()
        : Optional.of("it needs at least " + fewest + " samples of each kind, got " + real
            + " real and " + generated + " generated ones");
  }
}
