package org.zeuxis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.app.report.ComparePage;
import org.zeuxis.app.report.ComparisonView;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Metrics;
import org.zeuxis.run.Comparison;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "compare",
    description = {
      "Ranks runs. Those that differ in the seed alone count as one, with mean and standard error;",
      "what was not measured yet is measured first."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis compare runs/a runs/b runs/c",
      "  zeuxis compare runs/*-mnist-* --by kid --out comparison.html"
    })
final class CompareCommand implements Callable<Integer> {
  private static final List<String> USUAL =
      List.of("fid", "kid", "precision-recall", "density-coverage");

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run directories.")
  private List<Path> runs;

  @Option(
      names = "--by",
      paramLabel = "METRIC",
      defaultValue = "fid",
      description = "What ranks. Default: fid.")
  private String by;

  @Mixin
  private StepChoice step;

  @Mixin
  private EvaluationOptions evaluation;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "comparison.html",
      description = "The page with grids and curves. Default: comparison.html.")
  private Path out;

  @Mixin
  private MachineOptions machine;

  /** Evaluations by fingerprint of the data. */
  private final Map<String, Evaluation> judges = new HashMap<>();

  private record Chosen(Run run, long step) {}

  /** With its numbers, so that nothing is found wrong after hours. */
  private Chosen choose(Path path) {
    Run run = Run.open(path);
    long chosen = step.of(run);
    run.checkpoints().requireStep(chosen);
    run.evaluations().read(chosen);
    return new Chosen(run, chosen);
  }

  /** Before hours of measuring. */
  private static void requireFile(Path page) {
    if (Files.isDirectory(page)) {
      throw new InvalidInputException("--out: expected a file, got the directory " + page);
    }
    if (!Files.isDirectory(page.toAbsolutePath().getParent())) {
      throw new InvalidInputException("--out: " + page + ": cannot be written: no such folder");
    }
  }

  /** A run that is counted twice would look like two seeds. */
  private static void requireDifferent(List<Path> runs) {
    Set<Path> seen = new HashSet<>();
    for (Path run : runs) {
      if (!seen.add(run.toAbsolutePath().normalize())) {
        throw new InvalidInputException(run + ": is named twice, expected different runs");
      }
    }
  }

  @Override
  public Integer call() {
    List<String> asked = evaluation.orMetrics(USUAL).metrics();
    List<String> ranks = Metrics.rankable(asked);
    if (!ranks.contains(by)) {
      throw new InvalidInputException("--by: expected "
          + (ranks.isEmpty() ? "a metric that ranks" : "one of " + String.join(", ", ranks))
          + ", got '" + by + "'; --metrics says what is measured");
    }
    requireFile(out);
    requireDifferent(runs);
    List<Chosen> all = runs.stream().map(this::choose).toList();
    machine.useThreads();
    List<Comparison.Entry> entries = new ArrayList<>();
    try (ReadingProgress progress = new ReadingProgress(machine.quiet())) {
      for (Chosen one : all) {
        machine.say("%s, step %d%n", one.run().directory(), one.step());
        entries.add(new Comparison.Entry(
            one.run(), one.step(), measurements(one.run(), one.step(), progress)));
      }
    } finally {
      judges.values().forEach(Evaluation::close);
    }
    List<Comparison> comparisons = Comparison.of(entries, by);
    System.out.print(ComparisonTable.of(comparisons));
    ComparePage.write(out, ComparisonView.of(comparisons, by));
    System.out.println("page: " + out);
    return Main.OK;
  }

  /** What was measured before under this protocol; measured now where something is missing. */
  private List<Measurement> measurements(Run run, long chosen, ReadingProgress progress) {
    List<String> asked = evaluation.metrics();
    List<Measurement> known = fitting(run.evaluations().read(chosen), asked);
    if (!Metrics.covers(asked, known)) {
      Evaluation judge = judge(run, progress);
      try (TrainedGenerator generator = TrainedGenerator.load(run, chosen, machine.device("cpu"))) {
        run.evaluations().add(chosen, judge.of(generator).measurements());
      }
      progress.close();
      known = fitting(run.evaluations().read(chosen), asked);
    }
    return known;
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

  private Evaluation judge(Run run, ReadingProgress progress) {
    return judges.computeIfAbsent(
        run.manifest().data().fingerprint(),
        fingerprint -> evaluation.open(run, run.manifest().recipe(), machine.data(), progress));
  }
}
