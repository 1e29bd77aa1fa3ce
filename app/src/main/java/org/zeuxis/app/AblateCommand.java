package org.zeuxis.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.app.report.ComparePage;
import org.zeuxis.app.report.ComparisonView;
import org.zeuxis.engine.ErrorText;
import org.zeuxis.export.AtomicFile;
import org.zeuxis.game.Generates;
import org.zeuxis.metric.Metrics;
import org.zeuxis.recipe.Grid;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Comparison;
import org.zeuxis.run.Run;
import org.zeuxis.train.Ablation;
import org.zeuxis.train.Outcome;
import org.zeuxis.train.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ablate",
    description = {
      "Trains a recipe with some keys varied, every value with every other, over seeds, and ranks",
      "what comes out. The same command goes on with what was interrupted."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis ablate --vary loss=ns,hinge,wgan --seeds 3",
      "  zeuxis ablate --recipe points --data grid --vary loss=ns,hinge --vary lr=1e-3,1e-4 --by modes"
    })
final class AblateCommand implements Callable<Integer> {
  @Mixin
  private RecipeOptions recipe;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "KEY=V1,V2",
      description = {
        "A key of the recipe and the values it takes; + joins what is one list, none is an empty one.",
        "Short: loss (ns, mm, ls, wgan, hinge), penalty, lr, batch. Can be repeated."
      })
  private List<String> varied = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Train every cell with the seeds 1 to N. Default: 1.")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the runs are. Default: runs/ablation-<recipe>-<data>.")
  private Path out;

  @Option(
      names = "--by",
      paramLabel = "METRIC",
      description = "What ranks. Default: the first that is measured and ranks.")
  private String by;

  @Option(
      names = "--best",
      description = "Measure each run's best checkpoint (--keep-best), not its newest.")
  private boolean best;

  @Mixin
  private EvaluationOptions evaluation;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "The page with grids and curves. Default: comparison.html beside the runs.")
  private Path html;

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    Grid grid = Grid.of(recipe.name(), recipe.assignments(), varied, seeds, recipe::change);
    requireBest(grid);
    chooseMetrics(grid);
    Path directory = out != null ? out : usual(grid);
    if (html != null) {
      Judges.requirePage("--html", html);
    }
    Ablation ablation = new Ablation(grid, directory);
    machine.useThreads();
    try (ReadingProgress progress = new ReadingProgress(machine.quiet());
        Judges judges = new Judges(evaluation, machine, progress)) {
      ablation.examine(machine.options(progress, "auto", List.of()), (first, data, game) -> {
        if (game instanceof Generates generator) {
          judges.prepare(first, data, generator);
        }
      });
      if (!train(ablation, directory, progress)) {
        return Main.INTERRUPTED;
      }
      return compare(grid, ablation, directory, judges);
    }
  }

  private void requireBest(Grid grid) {
    for (Grid.Cell cell : grid.cells()) {
      if (best && cell.recipes().get(0).evaluation().keepBest().isEmpty()) {
        throw new InvalidInputException("--best: cell " + cell.name()
            + " keeps no best checkpoint; add --eval-every 500 --keep-best fid");
      }
    }
  }

  private void chooseMetrics(Grid grid) {
    Recipe first = grid.cells().get(0).recipes().get(0);
    List<String> asked = evaluation.orMetrics(first.evaluation().metrics()).metrics();
    if (by == null) {
      List<String> ranks = Metrics.rankable(asked);
      by = Stream.concat(asked.stream().filter(ranks::contains), ranks.stream().sorted())
          .findFirst()
          .orElse("");
    }
    Judges.requireRanks(asked, by);
  }

  private static Path usual(Grid grid) {
    String data = grid.cells().stream()
        .map(cell -> RecipeOptions.shortName(cell.recipes().get(0).data()))
        .distinct()
        .collect(Collectors.joining("-"));
    String name = grid.cells().get(0).recipes().get(0).name();
    return Path.of("runs", "ablation-" + name + "-" + data);
  }

  /** Trains what is left; false where that was interrupted. */
  private boolean train(Ablation ablation, Path directory, ReadingProgress progress) {
    int all = ablation.trials().size();
    AblationProgress shown = new AblationProgress(machine, all);
    machine.say("%d runs in %s, %d to be trained%n", all, directory, ablation.left());
    try (Interruption interruption = new Interruption(ablation::stop)) {
      try {
        boolean ended = ablation.run(
                (trial, device) ->
                    machine.options(progress, device.orElse("auto"), shown.observers(trial)),
                shown)
            && !interruption.happened();
        if (!ended) {
          System.out.printf(
              "stopped, saved; %d of %d runs are left; go on with the same command%n",
              ablation.left(), all);
          System.out.flush();
        }
        return ended;
      } catch (RuntimeException e) {
        if (interruption.happened()) {
          System.err.println("zeuxis: " + ErrorText.of(e));
          System.err.flush();
        }
        throw e;
      }
    }
  }

  private int compare(Grid grid, Ablation ablation, Path directory, Judges judges) {
    List<Comparison.Entry> entries = new ArrayList<>();
    Map<Path, String> cells = new LinkedHashMap<>();
    Map<String, List<Outcome>> failures = new LinkedHashMap<>();
    for (Trial trial : ablation.trials()) {
      Outcome outcome = measure(trial, ablation.outcome(trial).orElseThrow(), judges, entries);
      cells.put(trial.directory(), trial.cell().name());
      if (outcome.failed()) {
        failures.computeIfAbsent(trial.cell().name(), any -> new ArrayList<>()).add(outcome);
      }
    }
    List<Comparison> comparisons =
        Comparison.of(entries, by, entry -> cells.get(entry.run().directory()));
    AblationTable table = new AblationTable(grid, comparisons, failures);
    System.out.print(table.text());
    write(directory.resolve("table.md"), table.markdown());
    write(directory.resolve("table.tsv"), table.tsv());
    System.out.println("tables: " + directory.resolve("table.md") + ", table.tsv");
    if (entries.isEmpty()) {
      System.err.println("zeuxis: every run failed, there is nothing to compare");
      return Main.TRAINING_FAILED;
    }
    Path page = html != null ? html : directory.resolve("comparison.html");
    ComparePage.write(page, ComparisonView.of(comparisons, by));
    System.out.println("page: " + page);
    return Main.OK;
  }

  /** Adds a run's numbers, unless it failed or its samples cannot be measured. */
  private Outcome measure(
      Trial trial, Outcome outcome, Judges judges, List<Comparison.Entry> entries) {
    if (outcome.failed()) {
      return outcome;
    }
    Run run = Run.open(trial.directory());
    long step = best ? run.bestStep() : run.latestStep();
    try {
      entries.add(judges.measured(run, step));
      return outcome;
    } catch (TrainingFailedException e) {
      return outcome.failingAt(step, e.getMessage());
    }
  }

  private static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }
}
