package org.zeuxis.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zeuxis.recipe.Axis;
import org.zeuxis.recipe.Grid;
import org.zeuxis.run.Comparison;
import org.zeuxis.train.Outcome;

/** An ablation as a table, a line a cell: what varies, how many seeds, what was measured. */
final class AblationTable {
  private final List<String> axes;
  private final Map<String, Section> sections = new LinkedHashMap<>();

  /** The cells on one data set, the best first. */
  private record Section(Set<String> metrics, List<Row> rows, List<String> warnings) {
    Section() {
      this(new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** A cell; one that always failed has no rank and no statistics. */
  private record Row(
      Optional<Integer> rank,
      Grid.Cell cell,
      int measured,
      List<Outcome> failures,
      Map<String, Comparison.Statistic> statistics) {
    String failed() {
      return failures.isEmpty()
          ? "-"
          : failures.size() + (failures.size() == 1 ? " (step " : " (steps ")
              + failures.stream()
                  .map(failure -> Long.toString(failure.step()))
                  .collect(Collectors.joining(", "))
              + ")";
    }
  }

  /**
   * A table.
   *
   * @param comparisons whose groups have the names of cells
   * @param failures by the name of the cell
   */
  AblationTable(Grid grid, List<Comparison> comparisons, Map<String, List<Outcome>> failures) {
    axes = grid.axes().stream().map(Axis::name).toList();
    Map<String, Grid.Cell> cells = grid.cells().stream()
        .collect(Collectors.toMap(
            Grid.Cell::name, cell -> cell, (cell, same) -> cell, LinkedHashMap::new));
    for (Comparison comparison : comparisons) {
      Section section = section(comparison.data());
      int rank = 1;
      for (Comparison.Group group : comparison.groups()) {
        section.metrics().addAll(group.statistics().keySet());
        section
            .rows()
            .add(new Row(
                Optional.of(rank++),
                cells.remove(group.name()),
                group.entries().size(),
                failures.getOrDefault(group.name(), List.of()),
                group.statistics()));
      }
      section.warnings().addAll(comparison.warnings());
    }
    cells.forEach((name, cell) -> {
      List<Outcome> failed = failures.get(name);
      section(failed.get(0).data())
          .rows()
          .add(new Row(Optional.empty(), cell, 0, failed, Map.of()));
    });
  }

  private Section section(String data) {
    return sections.computeIfAbsent(data, any -> new Section());
  }

  private List<List<String>> cells(Section section) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(axes);
    head.addAll(List.of("seeds", "failed"));
    head.addAll(section.metrics());
    lines.add(head);
    for (Row row : section.rows()) {
      List<String> line =
          new ArrayList<>(List.of(row.rank().map(rank -> rank + ".").orElse("")));
      line.addAll(row.cell().values());
      line.addAll(List.of(Integer.toString(row.measured()), row.failed()));
      section
          .metrics()
          .forEach(metric -> line.add(ComparisonTable.cell(row.statistics().get(metric))));
      lines.add(line);
    }
    return lines;
  }

  /** For a terminal. */
  String text() {
    StringBuilder text = new StringBuilder();
    sections.forEach((data, section) -> {
      List<List<String>> lines = cells(section);
      text.append(String.format("%n%s%n", data));
      for (List<String> line : lines) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < line.size(); i++) {
          int column = i;
          int width =
              lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
          String format = i == 0 ? "%" + (width + 1) + "s" : "  %-" + width + "s";
          joined.append(String.format(format, line.get(i)));
        }
        text.append(String.format("%s%n", joined.toString().stripTrailing()));
      }
      section.warnings().forEach(each -> text.append(String.format("warning: %s%n", each)));
    });
    return text.toString();
  }

  /** For a page. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    sections.forEach((data, section) -> {
      text.append(text.isEmpty() ? "" : "\n").append("## ").append(data).append("\n\n");
      List<List<String>> lines = cells(section);
      text.append(markdown(lines.get(0)))
          .append(markdown(lines.get(0).stream().map(any -> "---").toList()));
      lines.subList(1, lines.size()).forEach(line -> text.append(markdown(line)));
      section.warnings().forEach(each -> text.append("\nWarning: ").append(each).append("\n"));
    });
    return text.toString();
  }

  private static String markdown(List<String> line) {
    return line.stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |"))
        + "\n";
  }

  /** For programs: all data in one table, numbers in full. */
  String tsv() {
    Set<String> metrics = new LinkedHashSet<>();
    sections.values().forEach(section -> metrics.addAll(section.metrics()));
    List<String> head = new ArrayList<>(List.of("data", "rank"));
    head.addAll(axes);
    head.addAll(List.of("seeds", "failed"));
    metrics.forEach(metric -> head.addAll(List.of(metric, metric + "-error")));
    StringBuilder text = new StringBuilder(tabs(head));
    sections.forEach((data, section) ->
        section.rows().forEach(row -> text.append(tabs(line(data, row, metrics)))));
    return text.toString();
  }

  private static List<String> line(String data, Row row, Set<String> metrics) {
    List<String> line =
        new ArrayList<>(List.of(data, row.rank().map(Object::toString).orElse("")));
    line.addAll(row.cell().values());
    line.add(Integer.toString(row.measured()));
    line.add(Integer.toString(row.failures().size()));
    for (String metric : metrics) {
      Comparison.Statistic statistic = row.statistics().get(metric);
      line.add(statistic == null ? "" : number(statistic.mean()));
      line.add(statistic == null ? "" : number(statistic.standardError()));
    }
    return line;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String tabs(List<String> line) {
    return line.stream()
            .map(cell -> cell.replaceAll("[\\t\\r\\n]", " "))
            .collect(Collectors.joining("\t"))
        + "\n";
  }
}
