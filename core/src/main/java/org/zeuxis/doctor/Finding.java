package org.zeuxis.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is wrong with a training, and what to do.
 *
 * @param from step at which it was first seen
 * @param to step at which it was last seen
 * @param detail what is special about this one, such as a layer's name; may be empty
 * @param remedies in the order in which to try them
 */
public record Finding(
    Ailment ailment,
    Severity severity,
    long from,
    long to,
    String detail,
    List<Evidence> evidence,
    List<Remedy> remedies) {
  public Finding {
    requireNonNull(ailment);
    requireNonNull(severity);
    requireNonNull(detail);
    evidence = List.copyOf(evidence);
    remedies = List.copyOf(remedies);
    if (from > to) {
      throw new IllegalArgumentException("finding: expected from <= to, got " + from + ", " + to);
    }
  }
}
