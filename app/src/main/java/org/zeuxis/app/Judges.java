package org.zeuxis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.game.Generates;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Metrics;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Comparison;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedGenerator;
import org.zeuxis.run.TrainingData;

/** Measures runs that are to be compared, each data set's by one evaluation. */
final class Judges implements AutoCloseable {
  private final EvaluationOptions evaluation;
  private final MachineOptions machine;
  private final ReadingProgress progress;

  /** Evaluations by fingerprint of the data. */
  private final Map<String, Evaluation> judges = new HashMap<>();

  /**
   * Nothing is opened yet.
   *
   * @param evaluation in which metrics are named
   */
  Judges(EvaluationOptions evaluation, MachineOptions machine, ReadingProgress progress) {
    this.evaluation = evaluation;
    this.machine = machine;
    this.progress = progress;
  }

  /** Checks, before hours of measuring, that what is measured can be ranked by a metric. */
  static void requireRanks(List<String> asked, String by) {
    List<String> ranks = Metrics.rankable(asked);
    if (!ranks.contains(by)) {
      throw new InvalidInputException("--by: expected "
          + (ranks.isEmpty() ? "a metric that ranks" : "one of " + String.join(", ", ranks))
          + ", got '" + by + "'; --metrics says what is measured");
    }
  }

  /** Checks, before hours of measuring, that a page can be written. */
  static void requirePage(String option, Path page) {
    if (Files.isDirectory(page)) {
      throw new InvalidInputException(option + ": expected a file, got the directory " + page);
    }
    if (!Files.isDirectory(page.toAbsolutePath().getParent())) {
      throw new InvalidInputException(option + ": " + page + ": cannot be written: no such folder");
    }
  }

  /**
   * Opens what all runs on some data are compared with.
   *
   * @param recipe of one of them
   * @param generator of one of them, trained or not
   * @throws InvalidInputException if a metric does not fit
   */
  void prepare(Recipe recipe, Dataset data, Generates generator) {
    DataOptions options = TrainingData.options(recipe, machine.data());
    judges
        .computeIfAbsent(
            data.fingerprint(),
            any -> evaluation.open(data, recipe.data().source(), options, progress))
        .prepare(generator);
    progress.close();
  }

  /** What was measured of a run before under this protocol; measured now where it was not. */
  Comparison.Entry measured(Run run, long step) {
    machine.say("%s, step %d%n", run.directory(), step);
    List<String> asked = evaluation.metrics();
    List<Measurement> known = fitting(run.evaluations().read(step), asked);
    if (!Metrics.covers(asked, known)) {
      Evaluation judge = judge(run);
      try (TrainedGenerator generator = TrainedGenerator.load(run, step, machine.device("cpu"))) {
        run.evaluations().add(step, judge.of(generator).measurements());
      }
      progress.close();
      known = fitting(run.evaluations().read(step), asked);
    }
    return new Comparison.Entry(run, step, known);
  }

  /** One number for each metric: of the most images, where it was measured on fewer, too. */
  private List<Measurement> fitting(List<Measurement> stored, List<String> asked) {
    Map<String, Measurement> fitting = new LinkedHashMap<>();
    stored.stream()
        .filter(measurement -> Metrics.yields(asked, measurement.metric()))
        .filter(measurement -> evaluation.made(measurement.protocol()))
        .forEach(measurement -> fitting.merge(
            measurement.metric(),
            measurement,
            (old, now) -> now.protocol().generated() >= old.protocol().generated() ? now : old));
    return List.copyOf(fitting.values());
  }

  private Evaluation judge(Run run) {
    return judges.computeIfAbsent(
        run.manifest().data().fingerprint(),
        fingerprint -> evaluation.open(run, run.manifest().recipe(), machine.data(), progress));
  }

  @Override
  public void close() {
    judges.values().forEach(Evaluation::close);
  }
}
