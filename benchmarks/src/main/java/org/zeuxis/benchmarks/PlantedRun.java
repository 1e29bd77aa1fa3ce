package org.zeuxis.benchmarks;

import java.util.List;
import java.util.Set;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.train.TrainingObserver;

/**
 * A training of the suite.
 *
 * @param name unique
 * @param plant what was done to it, the row of the confusion matrix; {@code healthy} for nothing
 * @param accepted any of these findings is right; empty for a healthy run
 * @param recipe its name
 * @param settings assignments
 * @param sabotage done in the training, beyond what settings can
 * @param tuning whether thresholds were derived from it; the others judge them
 */
record PlantedRun(
    String name,
    String plant,
    Set<Ailment> accepted,
    String recipe,
    List<String> settings,
    TrainingObserver sabotage,
    boolean tuning) {
  static final String HEALTHY = "healthy";

  boolean isHealthy() {
    return accepted.isEmpty();
  }
}
