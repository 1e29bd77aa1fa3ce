package org.zeuxis.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.app.report.ComparePage;
import org.zeuxis.app.report.ComparisonView;
import org.zeuxis.run.Comparison;
import org.zeuxis.run.Run;
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

  private record Chosen(Run run, long step) {}

  /** With its numbers, so that nothing is found wrong after hours. */
  private Chosen choose(Path path) {
    Run run = Run.open(path);
    long chosen = step.of(run);
    run.checkpoints().requireStep(chosen);
    run.evaluations().read(chosen);
    return new Chosen(run, chosen);
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
    Judges.requireRanks(asked, by);
    Judges.requirePage("--out", out);
    requireDifferent(runs);
    List<Chosen> all = runs.stream().map(this::choose).toList();
    machine.useThreads();
    List<Comparison.Entry> entries = new ArrayList<>();
    try (ReadingProgress progress = new ReadingProgress(machine.quiet());
        Judges judges = new Judges(evaluation, machine, progress)) {
      all.forEach(one -> entries.add(judges.measured(one.run(), one.step())));
    }
    List<Comparison> comparisons = Comparison.of(entries, by);
    System.out.print(ComparisonTable.of(comparisons));
    ComparePage.write(out, ComparisonView.of(comparisons, by));
    System.out.println("page: " + out);
    return Main.OK;
  }
}
