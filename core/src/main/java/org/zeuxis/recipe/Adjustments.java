package org.zeuxis.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.zeuxis.InvalidInputException;

/**
 * Changes of a recipe that is being trained. Beside {@code key=value} they may be relative:
 * {@code key=/4} and {@code key=*4} divide and multiply a number, {@code key>=64} raises a smaller
 * one, {@code key>=other.key} to that of another key, {@code key+=value} adds to a list what it
 * does not hold yet.
 */
public final class Adjustments {
  private static final Pattern RELATIVE = Pattern.compile("([\\w.]+)(\\+=|>=|=[/*]|=)(.*)");

  private Adjustments() {}

  /**
   * The same as absolute assignments, such as {@code --set} takes.
   *
   * @return empty where they change nothing, or something that the recipe does not allow
   */
  public static List<String> exact(Recipe recipe, List<String> adjustments) {
    ObjectNode tree = RecipeYaml.toTree(recipe);
    List<String> exact = new ArrayList<>();
    for (String adjustment : adjustments) {
      Matcher parts = RELATIVE.matcher(adjustment);
      if (!parts.matches()) {
        throw new IllegalArgumentException("adjustment '" + adjustment + "': expected key=value");
      }
      JsonNode old = node(tree, parts.group(1));
      String value =
          switch (parts.group(2)) {
            case "=/" -> number(old.asDouble() / Double.parseDouble(parts.group(3)));
            case "=*" -> number(old.asDouble() * Double.parseDouble(parts.group(3)));
            case ">=" -> raised(tree, parts.group(1), parts.group(3));
            case "+=" -> joined(old, parts.group(3));
            default -> parts.group(3);
          };
      if (!value.equals(old.isArray() ? joined(old, "") : old.asText())) {
        exact.add(parts.group(1) + "=" + value);
      }
    }
    try {
      return apply(recipe, exact).equals(recipe) ? List.of() : exact;
    } catch (InvalidInputException e) {
      return List.of();
    }
  }

  /**
   * The recipe with assignments.
   *
   * @throws InvalidInputException if it does not allow them
   */
  public static Recipe apply(Recipe recipe, List<String> assignments) {
    ObjectNode tree = RecipeYaml.toTree(recipe);
    assignments.forEach(assignment -> RecipeYaml.set(tree, assignment));
    return RecipeYaml.bind(tree, Recipe.class, "recipe " + recipe.name());
  }

  private static JsonNode node(ObjectNode tree, String key) {
    return tree.at("/" + key.replace('.', '/'));
  }

  /** The larger one; rates of unlike optimizers cannot be compared, so the own one stays. */
  private static String raised(ObjectNode tree, String key, String limit) {
    JsonNode own = node(tree, key);
    JsonNode other = node(tree, limit);
    boolean alike = other.isMissingNode() || optimizer(tree, key).equals(optimizer(tree, limit));
    String least = other.isMissingNode() ? limit : other.asText().toLowerCase(Locale.ROOT);
    return alike && Double.parseDouble(least) > own.asDouble() ? least : own.asText();
  }

  /** Of the player that a key belongs to; missing where it belongs to none. */
  private static JsonNode optimizer(ObjectNode tree, String key) {
    return node(tree, key.replaceFirst("\\w+$", "optimizer"));
  }

  private static String number(double value) {
    String rounded = Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.4g", value)));
    return rounded.toLowerCase(Locale.ROOT);
  }

  /** A list as an assignment writes it; what is added replaces nothing of the same name. */
  private static String joined(JsonNode list, String added) {
    List<String> elements = StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(ArrayList::new));
    String name = added.replaceAll(":.*", "");
    if (!added.isEmpty()
        && elements.stream().noneMatch(old -> old.replaceAll(":.*", "").equals(name))) {
      elements.add(added);
    }
    return String.join(",", elements);
  }
}
