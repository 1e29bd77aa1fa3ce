package org.zeuxis.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;

/**
 * The recipes of an ablation: one recipe with some keys varied, every value with every other.
 *
 * @param axes what varies, at least one
 * @param cells all combinations, the last axis varying fastest
 */
public record Grid(List<Axis> axes, List<Cell> cells) {
  /** A grid beyond this is a slip of the keyboard. */
  public static final int MOST_CELLS = 1000;

  /** File systems take 255 bytes; the seed's folder and what is in it come on top. */
  private static final int LONGEST_FOLDER = 120;

  public Grid {
    axes = List.copyOf(axes);
    cells = List.copyOf(cells);
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("axes: expected at least one, got none");
    }
  }

  /**
   * One combination of values.
   *
   * @param values one for each axis
   * @param name such as {@code loss=hinge,batch=64}
   * @param recipes the same but for their seeds, which are 1, 2, …
   */
  public record Cell(List<String> values, String name, List<Recipe> recipes) {
    public Cell {
      values = List.copyOf(values);
      recipes = List.copyOf(recipes);
    }

    /** Its name as a folder may be called on every system. */
    public String folder() {
      String safe = name.replaceAll("[^A-Za-z0-9._+=,-]", "-").replaceAll("\\.$", "-");
      return safe.length() <= LONGEST_FOLDER
          ? safe
          : String.format(
              Locale.ROOT, "%s-%08x", safe.substring(0, LONGEST_FOLDER - 9), name.hashCode());
    }
  }

  /**
   * Resolves every recipe of a grid.
   *
   * @param recipe one of {@link Catalogue#names()}, or the path of a YAML file
   * @param settings assignments that all cells share
   * @param varied each such as {@code loss=ns,hinge}
   * @param seeds of each cell, counted from 1
   * @param change made to every recipe, such as another end
   * @throws InvalidInputException if a cell is no valid recipe, naming it, or two are the same
   */
  public static Grid of(
      String recipe,
      List<String> settings,
      List<String> varied,
      int seeds,
      UnaryOperator<Recipe> change) {
    if (seeds < 1) {
      throw new InvalidInputException("--seeds: expected >= 1, got " + seeds);
    }
    Catalogue.text(recipe); // an unknown one is no fault of a cell
    List<Axis> axes = varied.stream().map(Axis::parse).toList();
    requireDifferentKeys(axes, settings);
    List<Cell> cells = new ArrayList<>();
    for (List<String> values : combinations(axes)) {
      cells.add(cell(recipe, settings, axes, values, seeds, change));
    }
    requireDifferent(cells);
    return new Grid(axes, cells);
  }

  /** The last axis varies fastest. */
  private static List<List<String>> combinations(List<Axis> axes) {
    List<List<String>> all = List.of(List.of());
    for (Axis axis : axes) {
      if ((long) all.size() * axis.values().size() > MOST_CELLS) {
        throw new InvalidInputException("--vary: expected at most " + MOST_CELLS + " cells, got "
            + axes.stream()
                .map(each -> Integer.toString(each.values().size()))
                .collect(Collectors.joining(" × ")));
      }
      all = all.stream()
          .flatMap(head -> axis.values().stream()
              .map(value -> Stream.concat(head.stream(), Stream.of(value)).toList()))
          .toList();
    }
    return all;
  }

  private static Cell cell(
      String recipe,
      List<String> settings,
      List<Axis> axes,
      List<String> values,
      int seeds,
      UnaryOperator<Recipe> change) {
    String name = IntStream.range(0, values.size())
        .mapToObj(i -> axes.get(i).name() + "=" + values.get(i))
        .collect(Collectors.joining(","));
    List<Recipe> recipes = new ArrayList<>();
    try {
      for (int seed = 1; seed <= seeds; seed++) {
        List<String> assignments = new ArrayList<>(settings);
        for (int i = 0; i < values.size(); i++) {
          assignments.addAll(axes.get(i).assignments(values.get(i)));
        }
        assignments.add("seed=" + seed);
        recipes.add(change.apply(Catalogue.resolve(recipe, assignments)));
      }
    } catch (InvalidInputException e) {
      throw new InvalidInputException("cell " + name + ": " + e.getMessage(), e);
    }
    return new Cell(values, name, recipes);
  }

  private static void requireDifferentKeys(List<Axis> axes, List<String> settings) {
    List<String> varied = new ArrayList<>();
    for (Axis axis : axes) {
      for (String key : axis.keys()) {
        if (varied.contains(key)) {
          throw new InvalidInputException("--vary: " + key + " is varied twice");
        }
        varied.add(key);
      }
    }
    for (String setting : settings) {
      String key = setting.replaceAll("=.*", "").trim();
      if (varied.contains(key)) {
        throw new InvalidInputException(
            "--vary: " + key + " is both set and varied, expected one of them");
      }
    }
  }

  /** Two that train the same would be ranked by chance, two in one folder overwrite each other. */
  private static void requireDifferent(List<Cell> cells) {
    Map<Recipe, Cell> byRecipe = new HashMap<>();
    Map<String, Cell> byFolder = new HashMap<>();
    for (Cell cell : cells) {
      Cell same = byRecipe.putIfAbsent(cell.recipes().get(0), cell);
      if (same != null) {
        throw new InvalidInputException(
            "--vary: " + same.name() + " and " + cell.name() + " are the same recipe");
      }
      Cell beside = byFolder.putIfAbsent(cell.folder().toLowerCase(Locale.ROOT), cell);
      if (beside != null) {
        throw new InvalidInputException("--vary: " + beside.name() + " and " + cell.name()
            + " would share the folder " + cell.folder());
      }
    }
  }
}
