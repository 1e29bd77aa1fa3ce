package org.zeuxis.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.zeuxis.InvalidInputException;

/**
 * What varies in a {@link Grid}, and its values.
 *
 * @param name short where there is a short one, else the key
 * @param keys of recipes, all of which get the same value
 * @param values at least one, none twice; the elements of a list are joined by {@code +}, and
 *     {@code none} is the list without elements
 * @param isList whether the keys' values are lists
 */
public record Axis(String name, List<String> keys, List<String> values, boolean isList) {
  private static final String NONE = "none";

  public Axis {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
    Set<String> seen = new LinkedHashSet<>();
    for (String value : values) {
      if (!seen.add(value)) {
        throw new InvalidInputException("--vary " + name + ": '" + value + "' is there twice");
      }
    }
  }

  /**
   * Reads what varies, {@code loss=ns,hinge} or {@code generator.learningRate=1e-3,1e-4}.
   *
   * @throws InvalidInputException if it has another form, or names an unknown key
   */
  public static Axis parse(String varied) {
    int equals = varied.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException(
          "--vary: expected key=value,value such as loss=ns,hinge, got '" + varied + "'");
    }
    ShortNames.Entry entry = ShortNames.of(varied.substring(0, equals).trim());
    if (entry.keys().contains("seed")) {
      throw new InvalidInputException(
          "--vary seed: expected another key; --seeds N repeats every cell with the seeds 1..N");
    }
    boolean isList = false;
    for (String key : entry.keys()) {
      isList = leaf(key).isArray();
    }
    List<String> values = new ArrayList<>();
    for (String value : varied.substring(equals + 1).split(",", -1)) {
      if (value.isBlank()) {
        throw new InvalidInputException("--vary " + entry.name()
            + ": expected values with commas between them, got '" + varied + "'");
      }
      values.add(entry.values().getOrDefault(value.trim(), value.trim()));
    }
    return new Axis(entry.name(), entry.keys(), values, isList);
  }

  /** The default of a key that is there. */
  private static JsonNode leaf(String key) {
    ObjectNode defaults = RecipeYaml.tree(Catalogue.keys(), "defaults");
    JsonNode node = defaults.at("/" + key.replace('.', '/'));
    if (node.isMissingNode() || node.isObject()) {
      List<String> known = new ArrayList<>(RecipeYaml.keys(defaults, ""));
      ShortNames.all().forEach(entry -> known.add(entry.name()));
      throw RecipeYaml.unknown("--vary", key, known);
    }
    return node;
  }

  /** The assignments of one of the values, as {@link Catalogue#resolve} takes them. */
  List<String> assignments(String value) {
    String assigned = !isList ? value : value.equals(NONE) ? "" : value.replace('+', ',');
    return keys.stream().map(key -> key + "=" + assigned).toList();
  }
}
