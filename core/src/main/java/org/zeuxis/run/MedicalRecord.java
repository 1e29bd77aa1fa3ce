package org.zeuxis.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.History;
import org.zeuxis.doctor.Remedy;
import org.zeuxis.doctor.Vitals;
import org.zeuxis.recipe.Adjustments;
import org.zeuxis.recipe.Recipe;

/** What the event log of a run holds for the doctor. */
public final class MedicalRecord {
  private MedicalRecord() {}

  /** Of a run's directory; without checkups where none were taken. */
  public static History of(Path directory) {
    List<Vitals> checkups = new ArrayList<>();
    String failure = "";
    for (Event event : new EventLog(Run.open(directory).events()).read().events()) {
      if (!event.vitals().isEmpty()) {
        checkups.add(new Vitals(event.step(), event.vitals()));
      }
      failure = event.failure().isEmpty() ? failure : event.failure();
    }
    return new History(checkups, failure);
  }

  /** The step at which a run broke off, or 0. */
  public static long failedAt(Path directory) {
    return new EventLog(Run.open(directory).events())
        .read().events().stream()
            .filter(event -> !event.failure().isEmpty())
            .mapToLong(Event::step)
            .max()
            .orElse(0);
  }

  /** A finding as logs and pages hold it, with remedies as the recipe's own assignments. */
  public static Map<String, Object> entry(Finding finding, Recipe recipe) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", finding.ailment().toString());
    entry.put("severity", finding.severity().toString());
    entry.put("from", finding.from());
    entry.put("to", finding.to());
    entry.put("title", finding.ailment().title());
    entry.put("detail", finding.detail());
    entry.put("explanation", finding.ailment().explanation());
    entry.put("evidence", finding.evidence());
    entry.put("remedies", remedies(finding, recipe));
    return entry;
  }

  /**
   * A finding's remedies with settings that can be typed as they are; those that the recipe has
   * already, or does not allow, are left out.
   */
  public static List<Remedy> remedies(Finding finding, Recipe recipe) {
    List<Remedy> remedies = new ArrayList<>();
    for (Remedy remedy : finding.remedies()) {
      List<String> exact = Adjustments.exact(recipe, remedy.settings());
      if (remedy.settings().isEmpty() || !exact.isEmpty()) {
        remedies.add(new Remedy(exact, remedy.reason(), remedy.safe()));
      }
    }
    return remedies;
  }
}
