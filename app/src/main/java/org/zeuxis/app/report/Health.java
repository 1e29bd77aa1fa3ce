package org.zeuxis.app.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zeuxis.doctor.Doctor;
import org.zeuxis.doctor.History;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.MedicalRecord;

/**
 * What the doctor says of a run, as {@code zeuxis doctor} does.
 *
 * @param checkups how many were taken; none of a run that was trained without
 * @param until step of the last, or 0
 * @param findings each as {@link MedicalRecord#entry} has it, the worst first
 */
record Health(int checkups, long until, List<Map<String, Object>> findings) {
  /** Of a run's event log. */
  static Health of(Path directory, Recipe recipe) {
    History history = MedicalRecord.of(directory);
    return new Health(
        history.size(),
        history.isEmpty() ? 0 : history.last().step(),
        Doctor.examine(history).stream()
            .map(finding -> MedicalRecord.entry(finding, recipe))
            .toList());
  }
}
