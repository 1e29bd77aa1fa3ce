package org.zeuxis.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zeuxis.run.EventLog;
import org.zeuxis.run.Run;

/** The page that compares runs: ranks, last samples side by side, metrics over the steps. */
public final class ComparePage {
  /** Bytes of the grids of all runs; beyond it only each group's first run shows one. */
  private static final int BUDGET = 16_000_000;

  private ComparePage() {}

  /** A run beside others. */
  record ComparedRun(String name, long seed, List<SampleHistory.Grid> lastGrid) {
    ComparedRun withoutGrid() {
      return new ComparedRun(name, seed, List.of());
    }
  }

  /** A group and its runs, in the same order. */
  record ComparedGroup(
      int rank, String name, List<ComparedRun> runs, List<ComparisonView.Figure> figures) {}

  /** What the page's script draws. */
  record Content(
      String rankedBy,
      List<ComparedGroup> groups,
      List<SeedCharts.SeedChart> charts,
      List<String> protocolDifferences) {}

  /**
   * Writes the page.
   *
   * @param out the file, whose directory is there
   * @throws org.zeuxis.InvalidInputException if a run cannot be read or the file not be written
   */
  public static void write(Path out, ComparisonView comparison) {
    Page.write(out, html(comparison));
  }

  static String html(ComparisonView comparison) {
    List<ComparedGroup> groups = new ArrayList<>();
    SeedCharts charts = new SeedCharts();
    for (ComparisonView.Group group : comparison.groups()) {
      List<ComparedRun> runs = new ArrayList<>();
      for (Path directory : group.runs()) {
        Run run = Run.open(directory);
        runs.add(new ComparedRun(
            directory.toAbsolutePath().normalize().getFileName().toString(),
            run.manifest().recipe().seed(),
            SampleHistory.last(directory)));
        charts.add(
            group.name(),
            Evaluations.of(directory, new EventLog(run.events()).read().events())
                .measurements());
      }
      groups.add(new ComparedGroup(group.rank(), group.name(), runs, group.figures()));
    }
    return Page.fill(
        "compare.html",
        "Zeuxis runs compared",
        new Content(
            comparison.rankedBy(),
            withinBudget(groups),
            charts.charts(),
            comparison.protocolDifferences()));
  }

  private static List<ComparedGroup> withinBudget(List<ComparedGroup> groups) {
    long size = groups.stream()
        .flatMap(group -> group.runs().stream())
        .flatMap(run -> run.lastGrid().stream())
        .mapToLong(grid -> grid.source().length())
        .sum();
    if (size <= BUDGET) {
      return groups;
    }
    List<ComparedGroup> smaller = new ArrayList<>();
    for (ComparedGroup group : groups) {
      List<ComparedRun> runs = new ArrayList<>(group.runs());
      for (int i = 1; i < runs.size(); i++) {
        runs.set(i, runs.get(i).withoutGrid());
      }
      smaller.add(new ComparedGroup(group.rank(), group.name(), runs, group.figures()));
    }
    return smaller;
  }
}
