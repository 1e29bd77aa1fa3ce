package org.zeuxis.metric;

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
 */
public record Metric(
    String name,
    String title,
    Map<String, Better> yields,
    Set<Need> needs,
    Function<Evidence, List<Measurement>> measure) {

  boolean looksAtFeatures() {
    return needs.contains(Need.FEATURES);
  }

  /** Why it cannot be measured on this, if it cannot. */
  Optional<String> obstacle(Evidence evidence) {
    return needs.stream()
        .sorted()
        .flatMap(need -> need.obstacle(evidence).stream())
        .findFirst();
  }
}
