package org.zeuxis.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What tells two recipes apart. */
public final class RecipeDifference {
  private RecipeDifference() {}

  /**
   * The first key whose values differ, with both, in one line: {@code game.loss: hinge, expected
   * minimax}.
   */
  public static Optional<String> first(Recipe found, Recipe expected) {
    ObjectNode left = RecipeYaml.tree(RecipeYaml.print(found), "recipe");
    ObjectNode right = RecipeYaml.tree(RecipeYaml.print(expected), "recipe");
    for (String key : RecipeYaml.keys(right, "")) {
      String path = "/" + key.replace('.', '/');
      if (!left.at(path).equals(right.at(path))) {
        return Optional.of(key + ": " + text(left, path) + ", expected " + text(right, path));
      }
    }
    return Optional.empty();
  }

  private static String text(ObjectNode tree, String path) {
    return tree.at(path).isValueNode() ? tree.at(path).asText() : tree.at(path).toString();
  }
}
