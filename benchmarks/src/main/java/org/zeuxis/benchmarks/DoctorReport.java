package org.zeuxis.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.doctor.Doctor;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.History;
import org.zeuxis.run.MedicalRecord;

/** What the doctor found in the runs of the suite, against what was planted. */
final class DoctorReport {
  private final Path runs;
  private final PrintStream out;

  DoctorReport(Path runs, PrintStream out) {
    this.runs = runs;
    this.out = out;
  }

  /** Prints a table for those runs; returns without those that were not trained yet. */
  void print(String title, List<PlantedRun> planted) {
    Map<String, Map<String, Integer>> confusion = new LinkedHashMap<>();
    int sick = 0;
    int recognised = 0;
    int healthy = 0;
    int alarms = 0;
    List<String> wrong = new ArrayList<>();
    for (PlantedRun run : planted) {
      if (!Files.exists(runs.resolve(run.name() + ".done"))) {
        continue;
      }
      Set<Ailment> found = found(MedicalRecord.of(runs.resolve(run.name())));
      confusion
          .computeIfAbsent(run.plant(), plant -> new TreeMap<>())
          .merge(column(run, found), 1, Integer::sum);
      boolean right =
          run.isHealthy() ? found.isEmpty() : found.stream().anyMatch(run.accepted()::contains);
      healthy += run.isHealthy() ? 1 : 0;
      alarms += run.isHealthy() && !right ? 1 : 0;
      sick += run.isHealthy() ? 0 : 1;
      recognised += !run.isHealthy() && right ? 1 : 0;
      if (!right) {
        wrong.add(run.name() + ": found " + (found.isEmpty() ? "nothing" : found));
      }
    }
    out.println(title);
    confusion.forEach((plant, columns) -> out.printf(
        "  %-34s %s%n",
        plant,
        columns.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "))));
    out.printf(
        Locale.ROOT,
        "  recall %d of %d (%.1f %%), false alarms %d of %d healthy runs (%.1f %%)%n",
        recognised,
        sick,
        100.0 * recognised / Math.max(1, sick),
        alarms,
        healthy,
        100.0 * alarms / Math.max(1, healthy));
    wrong.forEach(line -> out.println("  wrong: " + line));
  }

  /** Of all findings the first that is right, else the first. */
  private static String column(PlantedRun run, Set<Ailment> found) {
    return found.stream()
        .filter(run.accepted()::contains)
        .findFirst()
        .or(() -> found.stream().findFirst())
        .map(Ailment::toString)
        .orElse("nothing");
  }

  /** Everything that a user who watches the training would have been told. */
  private static Set<Ailment> found(History whole) {
    Set<Ailment> found = new LinkedHashSet<>();
    for (int i = 1; i <= whole.size(); i++) {
      boolean last = i == whole.size();
      Doctor.examine(new History(whole.checkups().subList(0, i), last ? whole.failure() : ""))
          .stream()
          .map(Finding::ailment)
          .forEach(found::add);
    }
    return found;
  }
}
