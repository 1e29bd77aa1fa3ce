package org.zeuxis.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.NearestName;

/**
 * The named recipes. Each is a resource that names only what it changes in the defaults or in the
 * recipe it extends.
 */
public final class Catalogue {
  private static final List<String> NAMES = List.of(
      "gan",
      "dcgan",
      "cgan",
      "lsgan",
      "wgan",
      "wgan-gp",
      "dragan",
      "hinge",
      "ralsgan",
      "feature-matching",
      "minibatch",
      "pacgan",
      "began",
      "sngan",
      "sagan",
      "r3gan",
      "points",
      "unrolled",
      "pix2pix",
      "cyclegan",
      "pixelda",
      "dann",
      "source-only",
      "srgan",
      "inpaint",
      "stargan");

  /** Keys and blocks that older runs were written without; their defaults change no training. */
  private static final List<String> ADDED_LATER = List.of(
      "evaluation",
      "augment",
      "network.groupWidth",
      "network.generatorNorm",
      "network.discriminatorNorm",
      "network.generatorWeights",
      "network.discriminatorWeights",
      "network.attention",
      "network.minibatch",
      "network.packing",
      "game.labelFlip",
      "game.generatorSteps",
      "game.adversarialWeight",
      "game.unrolledSteps",
      "game.accuracyCeiling",
      "game.instanceNoise",
      "game.instanceNoiseSteps",
      "game.topK",
      "game.topKDecay",
      "game.topKEvery",
      "game.equilibrium",
      "game.equilibriumRate",
      "generator.gradientClip",
      "generator.lookaheadSteps",
      "generator.lookaheadRate",
      "generator.penalties",
      "discriminator.gradientClip",
      "discriminator.lookaheadSteps",
      "discriminator.lookaheadRate",
      "discriminator.penalties",
      "training.accumulate",
      "training.emaRampup",
      "training.precision",
      "data.limit",
      "data.jitter",
      "output.checkupEvery",
      "network.patchLayers",
      "game.kind",
      "data.paired",
      "data.attributes",
      "data.tiles",
      "translation");

  private Catalogue() {}

  /** All names, in the order of teaching. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A recipe as named, with single keys set.
   *
   * @param name one of {@link #names()}, or the path of a YAML file
   * @param assignments such as {@code generator.learningRate=1e-4}
   * @throws InvalidInputException naming the nearest recipe or key
   */
  public static Recipe resolve(String name, List<String> assignments) {
    ObjectNode tree = layered(name, List.of());
    assignments.forEach(assignment -> RecipeYaml.set(tree, assignment));
    return RecipeYaml.bind(tree, Recipe.class, "recipe " + name);
  }

  /** The recipe's own file, with the sources of its constants. */
  public static String text(String name) {
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return file(Path.of(name));
    }
    if (!NAMES.contains(name)) {
      throw new InvalidInputException("recipe '" + name + "' is unknown"
          + NearestName.to(name, NAMES).map(n -> ", did you mean " + n + "?").orElse("")
          + " (known: " + String.join(", ", NAMES) + "; or the path of a .yaml file)");
    }
    return resource(name);
  }

  /** Every key with its default and what it means. */
  public static String keys() {
    return resource("defaults");
  }

  /**
   * Reads a record that holds a recipe under the key {@code recipe}. What the version which wrote
   * it did not know yet takes its default; any other key must be there.
   */
  public static <T> T readStored(String text, Class<T> type, String what) {
    ObjectNode tree = RecipeYaml.tree(text, what);
    if (tree.get("recipe") instanceof ObjectNode recipe) {
      ObjectNode defaults = RecipeYaml.tree(resource("defaults"), "defaults");
      ADDED_LATER.forEach(path -> RecipeYaml.fill(recipe, defaults, path));
    }
    if (tree.path("data").path("samples") instanceof ObjectNode samples) {
      List.of("attributes", "sources").forEach(list -> {
        if (!samples.has(list)) {
          samples.putArray(list);
        }
      });
    }
    return RecipeYaml.bind(tree, type, what);
  }

  private static ObjectNode layered(String name, List<String> children) {
    if (children.contains(name)) {
      throw new InvalidInputException("recipe " + name + ": extends itself");
    }
    ObjectNode own = RecipeYaml.tree(text(name), "recipe " + name);
    JsonNode parent = own.remove("extends");
    ObjectNode below = parent == null
        ? RecipeYaml.tree(resource("defaults"), "defaults")
        : layered(
            parent.asText(), Stream.concat(children.stream(), Stream.of(name)).toList());
    RecipeYaml.overlay(below, own, "", "recipe " + name);
    return below;
  }

  private static String file(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new InvalidInputException("recipe " + path + ": cannot be read", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Catalogue.class.getResourceAsStream(name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
