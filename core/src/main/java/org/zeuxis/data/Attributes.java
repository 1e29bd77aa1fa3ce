package org.zeuxis.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.zeuxis.InvalidInputException;

/**
 * What each image has and has not, from a table: tab-separated UTF-8, the header
 * {@code file<TAB>smiling<TAB>young}, then a line an image with 1 for what it has, and 0, or -1 as
 * CelebA writes it, for what it has not. Empty lines do not count.
 *
 * <p>An image goes by its name within the set, {@code people/001.jpg}, by that without extension,
 * without folders, or without both; the fullest name that fits wins.
 */
public final class Attributes {
  /** The class of images that have nothing. */
  public static final String NONE = "none";

  private static final String AND = "+";

  /** Twelve attributes have no more combinations; each is a class of its own in the manifest. */
  private static final int MOST_CLASSES = 4096;

  /** How a row may call an image, the fullest name first. */
  private static final List<UnaryOperator<String>> CALLED =
      List.of(name -> name, Attributes::stem, Attributes::base, name -> stem(base(name)));

  private final Path table;
  private final List<String> names;
  private final Map<String, Row> rows;

  /**
   * A line of the table.
   *
   * @param line its number, from 1
   * @param has the class that it means
   */
  private record Row(int line, String has) {}

  private Attributes(Path table, List<String> names, Map<String, Row> rows) {
    this.table = table;
    this.names = names;
    this.rows = rows;
  }

  /** What the images of a class have, by its name: those of {@code smiling+young} have both. */
  public static Set<String> of(String className) {
    return className.equals(NONE)
        ? Set.of()
        : new LinkedHashSet<>(List.of(className.split("\\+", -1)));
  }

  /** The same table by a path that holds in every directory; an empty one stays empty. */
  public static String portable(String table) {
    return table.isEmpty() ? table : DataSource.portable(table);
  }

  /**
   * Reads a table.
   *
   * @param path of the file
   * @throws InvalidInputException naming the line, what it says and what is expected
   */
  public static Attributes read(String path) {
    Path table = path(path);
    List<String> lines = lines(table);
    List<String> header = cells(lines.get(0));
    String place = place(table, 1);
    if (!header.get(0).equals("file")) {
      throw new InvalidInputException(
          place + "expected the header 'file' and a column an attribute,"
              + " with tabs between, got '" + shortened(lines.get(0)) + "'");
    }
    if (header.size() == 1) {
      throw new InvalidInputException(place + "expected a column an attribute behind 'file'");
    }
    List<String> names = List.copyOf(header.subList(1, header.size()));
    requireNames(names, place);
    Map<String, Row> rows = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        addRow(rows, cells(lines.get(i)), names, table, i + 1);
      }
    }
    return new Attributes(table, names, rows);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("data.attributes: '" + text + "' is no path of a file", e);
    }
  }

  private static List<String> lines(Path table) {
    try {
      String text = Files.readString(table);
      return List.of((text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r?\n", -1));
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "data.attributes: " + table + ": expected " + StandardCharsets.UTF_8, e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "data.attributes: " + table + ": " + InvalidInputException.reason(e), e);
    }
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\t", -1)).stream().map(String::strip).toList();
  }

  private static String place(Path table, int line) {
    return "data.attributes: " + table + " line " + line + ": ";
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static void requireNames(List<String> names, String place) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty() || name.equals(NONE) || name.matches(".*[+,=].*")) {
        throw new InvalidInputException(place + "expected attributes with names that are not '"
            + NONE + "' and have no '+', ',' or '=', got '" + name + "'");
      }
      if (!seen.add(name)) {
        throw new InvalidInputException(place + "attribute " + name + " twice");
      }
    }
  }

  private static void addRow(
      Map<String, Row> rows, List<String> cells, List<String> names, Path table, int line) {
    String place = place(table, line);
    if (cells.size() != names.size() + 1) {
      throw new InvalidInputException(place + "expected a file and " + names.size()
          + " values, with tabs between, got " + cells.size() + " cells");
    }
    List<String> has = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String value = cells.get(i + 1);
      if (value.equals("1")) {
        has.add(names.get(i));
      } else if (!value.equals("0") && !value.equals("-1")) {
        throw new InvalidInputException(
            place + names.get(i) + ": expected 1, or 0 or -1 for no, got '" + value + "'");
      }
    }
    Row row = new Row(line, has.isEmpty() ? NONE : String.join(AND, has));
    Row before = rows.putIfAbsent(cells.get(0), row);
    if (before != null) {
      throw new InvalidInputException(
          place + cells.get(0) + " is in line " + before.line() + " already");
    }
  }

  /** The attributes, in the order of the columns. */
  public List<String> names() {
    return names;
  }

  /**
   * The images with classes that are combinations of attributes: those that occur, in alphabetical
   * order, {@code smiling+young} where an image has both, {@value #NONE} where it has nothing.
   *
   * @param progress hears how many rows are of no image
   * @throws InvalidInputException if an image has no row or several, or the images no names
   */
  public Dataset over(Dataset images, ProgressListener progress) {
    if (images.names().isEmpty()) {
      throw new InvalidInputException("data.attributes: the samples of " + images.name()
          + " have no names, expected a folder or a zip archive of images");
    }
    List<String> notes = new ArrayList<>();
    Map<String, Row> found = found(images.names(), notes);
    List<String> classes =
        images.names().stream().map(name -> required(found, name, images).has()).toList();
    List<String> classNames = List.copyOf(new TreeSet<>(classes));
    if (classNames.size() > MOST_CLASSES) {
      throw new InvalidInputException("data.attributes: " + table + ": expected at most "
          + MOST_CLASSES + " combinations, got " + classNames.size() + " of " + names.size()
          + " attributes; leave out columns");
    }
    notes.forEach(progress::note);
    Map<String, Integer> numbers = new HashMap<>();
    classNames.forEach(name -> numbers.put(name, numbers.size()));
    int[] labels = classes.stream().mapToInt(numbers::get).toArray();
    return new AttributedImages(images, names, new Labels(classNames, labels), notes);
  }

  /** The rows by the full names of their images. */
  private Map<String, Row> found(List<String> images, List<String> notes) {
    List<Map<String, List<String>>> called =
        CALLED.stream().map(name -> index(images, name)).toList();
    Map<String, Row> found = new HashMap<>();
    int strangers = 0;
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      List<String> meant = called.stream()
          .map(index -> index.getOrDefault(row.getKey(), List.of()))
          .filter(list -> !list.isEmpty())
          .findFirst()
          .orElse(List.of());
      strangers += meant.isEmpty() ? 1 : 0;
      meant.forEach(image -> found.merge(only(image, meant, row), row.getValue(), this::twice));
    }
    if (strangers > 0) {
      notes.add("data.attributes: " + strangers + " of " + rows.size() + " rows of "
          + table.getFileName() + " are of no image here");
    }
    return found;
  }

  /** Images by what they are called; tiles of one image go by one name. */
  private static Map<String, List<String>> index(List<String> images, UnaryOperator<String> name) {
    Map<String, List<String>> index = new HashMap<>();
    images.stream().distinct().forEach(image -> index
        .computeIfAbsent(name.apply(image), key -> new ArrayList<>(1))
        .add(image));
    return index;
  }

  private String only(String image, List<String> meant, Map.Entry<String, Row> row) {
    if (meant.size() > 1) {
      throw new InvalidInputException(place(table, row.getValue().line()) + row.getKey()
          + " is the name of " + meant.size() + " images, expected a fuller one, such as " + image);
    }
    return image;
  }

  private Row twice(Row a, Row b) {
    throw new InvalidInputException(
        place(table, b.line()) + "its image is in line " + a.line() + " already");
  }

  private Row required(Map<String, Row> found, String image, Dataset images) {
    Row row = found.get(image);
    if (row == null) {
      long missing = images.names().stream()
          .distinct()
          .filter(name -> !found.containsKey(name))
          .count();
      throw new InvalidInputException("data.attributes: " + table + " has no row for " + image
          + (missing > 1 ? " and " + (missing - 1) + " other images of " : " of ")
          + images.name());
    }
    return row;
  }

  private static String stem(String name) {
    return name.replaceAll("\\.\\w+$", "");
  }

  private static String base(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
