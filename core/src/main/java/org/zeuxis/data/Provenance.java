package org.zeuxis.data;

import java.util.List;
import java.util.Map;

/**
 * Where a data set's samples came from and what was left out on the way.
 *
 * @param kinds sources by kind, for example {@code PNG → 1871} or {@code IDX → 2}
 * @param ignored files that are no images, by extension (without the dot)
 * @param skipped bad images left out at the user's wish, one line each, in the order of their paths
 * @param notes what a person should know, one line each
 */
public record Provenance(
    Map<String, Integer> kinds,
    Map<String, Integer> ignored,
    List<String> skipped,
    List<String> notes) {
  /** Nothing is known. */
  public static final Provenance NONE = new Provenance(Map.of(), Map.of(), List.of(), List.of());

  public Provenance {
    kinds = Map.copyOf(kinds);
    ignored = Map.copyOf(ignored);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  static Provenance of(String kind, int count) {
    return new Provenance(Map.of(kind, count), Map.of(), List.of(), List.of());
  }
}
