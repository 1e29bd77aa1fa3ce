package org.zeuxis.game;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named scalars of one iteration, such as {@code loss.discriminator}, in a fixed order. */
public record Scores(Map<String, Double> values) {
  public Scores {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether no score is NaN or infinite. */
  public boolean isFinite() {
    return values.values().stream().allMatch(Double::isFinite);
  }
}
