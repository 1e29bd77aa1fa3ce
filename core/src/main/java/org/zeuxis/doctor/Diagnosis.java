package org.zeuxis.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A finding in the making. */
final class Diagnosis {
  /** Checkups in a row that show it; a single one may be chance. */
  static final int PERSISTENT = 3;

  private final History history;
  private final Ailment ailment;
  private final Severity severity;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Remedy> remedies = new ArrayList<>();
  private String detail = "";
  private long from;

  private Diagnosis(History history, Ailment ailment, Severity severity, int streak) {
    this.history = history;
    this.ailment = ailment;
    this.severity = severity;
    from = history.step(Math.max(0, streak - 1));
  }

  /** Where the last checkups all fulfil a condition. */
  static Optional<Diagnosis> where(
      History history,
      Ailment ailment,
      Severity severity,
      int persistent,
      Predicate<Vitals> condition) {
    int streak = history.streak(condition);
    return streak >= persistent
        ? Optional.of(new Diagnosis(history, ailment, severity, streak))
        : Optional.empty();
  }

  /** A failure where the training struggles, and its last checkups all fulfil a condition. */
  static Optional<Diagnosis> whereItStruggles(
      History history, Ailment ailment, Predicate<Vitals> condition) {
    return history.struggles()
        ? where(history, ailment, Severity.FAILURE, PERSISTENT, condition)
        : Optional.empty();
  }

  Diagnosis from(long step) {
    from = step;
    return this;
  }

  Diagnosis detail(String text) {
    detail = text;
    return this;
  }

  Diagnosis evidence(String vital, String meaning, double threshold) {
    evidence.add(history.evidence(vital, meaning, threshold));
    return this;
  }

  /** A remedy that the autopilot may apply. */
  Diagnosis safe(String reason, String... settings) {
    remedies.add(new Remedy(List.of(settings), reason, true));
    return this;
  }

  /** A remedy that needs a new training, or a decision. */
  Diagnosis other(String reason, String... settings) {
    remedies.add(new Remedy(List.of(settings), reason, false));
    return this;
  }

  Finding finding() {
    return new Finding(ailment, severity, from, history.last().step(), detail, evidence, remedies);
  }
}
