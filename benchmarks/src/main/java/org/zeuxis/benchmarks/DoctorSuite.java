package org.zeuxis.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Engine;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.train.Training;
import org.zeuxis.train.TrainingOptions;

/**
 * Trains runs with planted failures and healthy ones, and prints what the doctor made of them. Goes
 * on where it was interrupted.
 */
public final class DoctorSuite {
  private final Path place;
  private final List<PlantedRun> runs;

  private DoctorSuite(Path place) throws IOException {
    this.place = place;
    runs = new PlantedRuns(place).all();
  }

  /**
   * Runs it.
   *
   * @param args the directory to work in; {@code train} (all runs), {@code autopilot} (the
   *     recoverable ones again, with the autopilot) or {@code report} (the tables of what is
   *     there); of the first two which part of how many, {@code 0 1}, so that two processes can
   *     share them
   */
  public static void main(String[] args) throws IOException {
    Engine.load();
    DoctorSuite suite = new DoctorSuite(Path.of(args[0]));
    int part = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    int parts = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    switch (args[1]) {
      case "train" -> suite.train(part, parts);
      case "autopilot" -> suite.fly(part, parts);
      default -> suite.report();
    }
  }

  private void train(int part, int parts) throws IOException {
    for (int i = part; i < runs.size(); i += parts) {
      PlantedRun run = runs.get(i);
      Path done = place.resolve("runs").resolve(run.name() + ".done");
      if (!Files.exists(done)) {
        long start = System.nanoTime();
        String end = end(run);
        Files.writeString(done, end);
        System.out.printf(
            Locale.ROOT,
            "%d/%d %s, %.1f s: %s%n",
            i + 1,
            runs.size(),
            run.name(),
            (System.nanoTime() - start) / 1e9,
            end);
      }
    }
  }

  private String end(PlantedRun run) throws IOException {
    Path directory = place.resolve("runs").resolve(run.name());
    delete(directory);
    TrainingOptions options = new TrainingOptions(
        Device.CPU, 1, DataOptions.defaults(), ProgressListener.NONE, List.of(run.sabotage()));
    try (Training training =
        Training.start(Catalogue.resolve(run.recipe(), run.settings()), directory, options)) {
      training.run();
      return "trained";
    } catch (TrainingFailedException e) {
      return e.getMessage();
    }
  }

  private List<PlantedRun> recoverable() {
    return runs.stream()
        .filter(run -> !run.tuning() && AutopilotRuns.RECOVERABLE.contains(run.plant()))
        .toList();
  }

  private void fly(int part, int parts) throws IOException {
    AutopilotRuns autopilot = new AutopilotRuns(place, System.out);
    List<PlantedRun> recoverable = recoverable();
    for (int i = part; i < recoverable.size(); i += parts) {
      if (!autopilot.isDone(recoverable.get(i))) {
        delete(place.resolve("autopilot").resolve(recoverable.get(i).name()));
        autopilot.fly(recoverable.get(i));
      }
    }
  }

  private void report() throws IOException {
    DoctorReport report = new DoctorReport(place.resolve("runs"), System.out);
    report.print(
        "runs that thresholds were derived from",
        runs.stream().filter(PlantedRun::tuning).toList());
    report.print(
        "other runs, which judge them",
        runs.stream().filter(run -> !run.tuning()).toList());
    System.out.println("recoverable ones with the autopilot");
    new AutopilotRuns(place, System.out).print(recoverable());
  }

  /** What an interrupted suite left half done. */
  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
