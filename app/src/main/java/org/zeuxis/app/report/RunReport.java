package org.zeuxis.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Event;
import org.zeuxis.run.EventLog;
import org.zeuxis.run.Run;
import org.zeuxis.run.RunManifest;

/**
 * What the page about a run shows.
 *
 * @param results a row for each metric and protocol, as measured last
 * @param yaml the run's {@code recipe.yaml}, unchanged
 * @param warnings what could not be read
 */
record RunReport(
    Facts facts,
    SampleHistory samples,
    Health health,
    List<Chart> scores,
    List<Chart> metrics,
    List<Chart> diagnostics,
    List<Result> results,
    String yaml,
    List<String> warnings) {

  /**
   * The head of the page.
   *
   * @param run name of the directory
   * @param recipe its name, then what it says of itself
   * @param steps done, as far as anything tells
   * @param planned where the recipe ends, or null where it is not a number of steps
   * @param seconds of all calls that trained it together
   * @param images real images shown
   * @param version that began the run
   */
  record Facts(
      String run,
      String recipe,
      String title,
      String paper,
      String link,
      long seed,
      RunManifest.DataFacts data,
      long steps,
      Long planned,
      double seconds,
      long images,
      String version) {}

  /**
   * A row of the table of metrics.
   *
   * @param last as measured last
   * @param best over the training, or null where neither lower nor higher is better
   * @param count how often it was measured
   */
  record Result(Measurement last, Measurement best, int count) {
    static Result of(MetricCharts.Curve curve) {
      Measurement best = null;
      for (Measurement one : curve.measurements()) {
        if (one.better() != null
            && !Double.isNaN(one.value())
            && (best == null || beats(one, best))) {
          best = one;
        }
      }
      return new Result(curve.last(), best, curve.measurements().size());
    }

    private static boolean beats(Measurement one, Measurement other) {
      return one.better().equals("lower")
          ? one.value() < other.value()
          : one.value() > other.value();
    }
  }

  /**
   * Reads a run directory, also one that is being trained.
   *
   * @throws InvalidInputException if it is no run, or cannot be read
   */
  static RunReport of(Path directory) {
    Run run = Run.open(directory);
    EventLog.Content log = new EventLog(run.events()).read();
    Evaluations evaluations = Evaluations.of(directory, log.events());
    SampleHistory samples = SampleHistory.of(directory);
    ScoreCharts scores = new ScoreCharts();
    log.events().forEach(event -> scores.add(event.step(), event.scores()));
    ScoreCharts diagnostics = new ScoreCharts();
    evaluations.diagnostics().forEach(diagnostics::add);
    Map<String, List<MetricCharts.Curve>> metrics = MetricCharts.curves(evaluations.measurements());
    return new RunReport(
        facts(run, log.events()),
        samples,
        Health.of(directory, run.manifest().recipe()),
        scores.charts(),
        MetricCharts.charts(metrics),
        diagnostics.charts(),
        metrics.values().stream().flatMap(List::stream).map(Result::of).toList(),
        yaml(directory.resolve("recipe.yaml")),
        warnings(log, evaluations));
  }

  private static Facts facts(Run run, List<Event> events) {
    RunManifest manifest = run.manifest();
    Recipe recipe = manifest.recipe();
    long planned = recipe.iterations(manifest.data().count());
    long logged = events.stream().mapToLong(Event::step).max().orElse(0);
    return new Facts(
        run.directory().toAbsolutePath().normalize().getFileName().toString(),
        recipe.name(),
        recipe.title(),
        recipe.paper(),
        recipe.link(),
        recipe.seed(),
        manifest.data(),
        Math.max(logged, run.checkpoints().latest().orElse(0L)),
        planned == Long.MAX_VALUE ? null : planned,
        seconds(events),
        events.stream().mapToLong(Event::images).max().orElse(0),
        manifest.zeuxis());
  }

  /** The clock begins anew with each call that resumes. */
  private static double seconds(List<Event> events) {
    double ended = 0;
    double current = 0;
    for (Event event : events) {
      if (event.seconds() < current) {
        ended += current;
      }
      current = Double.isNaN(event.seconds()) ? current : event.seconds();
    }
    return ended + current;
  }

  private static String yaml(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  private static List<String> warnings(EventLog.Content log, Evaluations evaluations) {
    List<String> warnings = new ArrayList<>();
    List<Integer> lines = log.damagedLines();
    if (!lines.isEmpty()) {
      warnings.add("events.jsonl: " + (lines.size() == 1 ? "a line" : lines.size() + " lines")
          + " could not be read and " + (lines.size() == 1 ? "is" : "are")
          + " left out, the first is line " + lines.get(0) + ".");
    }
    evaluations
        .damaged()
        .forEach(file -> warnings.add(file + ": could not be read and is left out."));
    return warnings;
  }
}
