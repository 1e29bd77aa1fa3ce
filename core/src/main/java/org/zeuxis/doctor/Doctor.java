package org.zeuxis.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns the checkups of a training into findings; none where it is healthy. The worst come first,
 * causes before what follows from them; what only follows from a failure is left out.
 */
public final class Doctor {
  private static final List<Symptom> SYMPTOMS = Stream.of(
          DataSymptoms.all(),
          NetworkSymptoms.all(),
          SampleSymptoms.all(),
          BalanceSymptoms.all(),
          ProgressSymptoms.all())
      .flatMap(List::stream)
      .toList();

  private Doctor() {}

  /** Examines a training at its last checkup. */
  public static List<Finding> examine(History history) {
    if (history.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = SYMPTOMS.stream()
        .map(symptom -> symptom.in(history))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::ailment))
        .toList();
    return findings.stream().filter(finding -> !follows(finding, findings)).toList();
  }

  private static boolean follows(Finding finding, List<Finding> all) {
    boolean failing = all.stream()
        .anyMatch(other -> !other.equals(finding) && other.severity() == Severity.FAILURE);
    boolean slow = all.stream().anyMatch(other -> other.ailment() == Ailment.LEARNING_RATE_LOW);
    return switch (finding.ailment()) {
      case STAGNATION -> failing;
      case MODE_COLLAPSE, PARTIAL_COLLAPSE, CHECKERBOARD -> slow;
      default -> false;
    };
  }
}
