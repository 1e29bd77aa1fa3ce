package org.zeuxis.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Reference;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedGenerator;
import org.zeuxis.run.TrainingData;
import org.zeuxis.train.Autopilot;
import org.zeuxis.train.TrainingOptions;

/** Recoverable failures of the suite, flown by the autopilot and compared by FID. */
final class AutopilotRuns {
  /** Failures that a setting on a running training can mend. */
  static final Set<String> RECOVERABLE = Set.of(
      "both rates x30",
      "G's rate x100",
      "both rates x300",
      "both rates /300",
      "G's rate /300",
      "D's rate /300",
      "rates decay at once",
      "20 steps of D",
      "saturating loss, strong D",
      "10 steps of G, slow D");

  /** Within 10 % of the healthy run's FID. */
  private static final double NEAR = 1.1;

  private static final int ATTEMPTS = 6;
  private static final int SAMPLES = 2_000;

  private final Path place;
  private final PrintStream out;

  AutopilotRuns(Path place, PrintStream out) {
    this.place = place;
    this.out = out;
  }

  private static TrainingOptions options() {
    return new TrainingOptions(
        Device.CPU, 1, DataOptions.defaults(), ProgressListener.NONE, List.of());
  }

  boolean isDone(PlantedRun planted) {
    return Files.exists(result(planted));
  }

  private Path result(PlantedRun planted) {
    return place.resolve("autopilot").resolve(planted.name() + ".fid");
  }

  /** Trains one, and keeps its FID beside it. */
  void fly(PlantedRun planted) throws IOException {
    Path directory = place.resolve("autopilot").resolve(planted.name());
    Path result = result(planted);
    Autopilot pilot = new Autopilot(options(), ATTEMPTS, decision -> {});
    pilot.start(Catalogue.resolve(planted.recipe(), planted.settings()), directory);
    try {
      pilot.run();
    } catch (TrainingFailedException e) {
      Files.writeString(result, "NaN");
      return;
    } finally {
      pilot.training().close();
    }
    double fid = fid(directory);
    Files.writeString(result, Double.toString(fid));
    out.printf(
        Locale.ROOT,
        "%s: FID %.2f after %s%n",
        planted.name(),
        fid,
        pilot.decisions().stream().map(Autopilot.Decision::settings).toList());
  }

  /**
   * How many came near enough to the healthy run on the same data; healthy ones must be trained.
   */
  void print(List<PlantedRun> runs) throws IOException {
    int flown = 0;
    int recovered = 0;
    Map<String, Double> healthy = new TreeMap<>();
    for (PlantedRun run : runs) {
      Path result = result(run);
      if (!Files.exists(result)) {
        continue;
      }
      String data = run.name().replaceAll("^.*?-(fashion-mnist|mnist|digits)(-\\d)$", "$1$2");
      double best = healthy.computeIfAbsent(
          data, name -> fid(place.resolve("runs").resolve("healthy-dcgan-" + name)));
      double fid = Double.parseDouble(Files.readString(result));
      boolean near = fid <= NEAR * best;
      flown++;
      recovered += near ? 1 : 0;
      out.printf(
          Locale.ROOT,
          "  %-45s FID %8.2f, healthy %8.2f %s%n",
          run.name(),
          fid,
          best,
          near ? "" : " not recovered");
    }
    out.printf(
        Locale.ROOT,
        "  recovered %d of %d (%.0f %%)%n",
        recovered,
        flown,
        100.0 * recovered / Math.max(1, flown));
  }

  /** Of a run's last checkpoint. */
  static double fid(Path directory) {
    Run run = Run.open(directory);
    DataOptions data = DataOptions.defaults();
    Recipe recipe = run.manifest().recipe();
    try (TrainedGenerator generator = TrainedGenerator.load(run, run.latestStep(), Device.CPU);
        Evaluation evaluation = Evaluation.of(
            Reference.open(
                TrainingData.open(recipe, data, ProgressListener.NONE),
                recipe.data().source(),
                TrainingData.options(recipe, data),
                "",
                "classifier",
                new Reference.Settings(SAMPLES, 1),
                ProgressListener.NONE),
            List.of("fid"))) {
      return evaluation.of(generator).measurements().get(0).value();
    }
  }
}
