package org.zeuxis.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.NearestName;

/** Recipes as YAML: reading with messages for people, setting single keys, printing in full. */
public final class RecipeYaml {
  private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .stringQuotingChecker(new QuotesOfNames())
          .build())
      .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
      .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private RecipeYaml() {}

  /**
   * Quotes every text that does not begin with a letter or a slash. Folders, thus classes, may be
   * called 007, 1e5 or .inf, which YAML would read back as numbers.
   */
  private static final class QuotesOfNames extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value)
          || !(Character.isLetter(value.charAt(0)) || value.charAt(0) == '/');
    }
  }

  /**
   * A tree of YAML.
   *
   * @param what is named in messages
   */
  static ObjectNode tree(String text, String what) {
    try {
      if (YAML.readTree(text) instanceof ObjectNode tree) {
        return tree;
      }
      throw new InvalidInputException(what + ": expected a recipe (keys and values in YAML)");
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(what + ": no valid YAML, " + firstLine(e), e);
    }
  }

  /** Lays one tree over another; keys must be known to the one below. */
  static void overlay(ObjectNode below, ObjectNode above, String prefix, String what) {
    above.fields().forEachRemaining(entry -> {
      String key = prefix + entry.getKey();
      JsonNode old = below.get(entry.getKey());
      if (old == null) {
        throw unknown(what, key, keys(below, prefix));
      }
      if (old instanceof ObjectNode oldTree) {
        if (!(entry.getValue() instanceof ObjectNode newTree)) {
          throw new InvalidInputException(
              what + ": " + key + ": expected keys below it, got " + entry.getValue());
        }
        overlay(oldTree, newTree, key + ".", what);
      } else {
        below.set(entry.getKey(), entry.getValue());
      }
    });
  }

  /**
   * Sets one key, {@code discriminator.learningRate=4e-4}; commas separate the values of a list,
   * nothing is the list without values.
   */
  static void set(ObjectNode tree, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new InvalidInputException(
          "--set: expected key=value such as generator.learningRate=1e-4, got '" + assignment
              + "'");
    }
    String path = assignment.substring(0, equals).trim();
    String[] keys = path.split("\\.", -1);
    ObjectNode node = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(node.get(keys[i]) instanceof ObjectNode next)) {
        throw unknown("--set", path, keys(tree, ""));
      }
      node = next;
    }
    String last = keys[keys.length - 1];
    if (node.get(last) == null || node.get(last).isObject()) {
      throw unknown("--set", path, keys(tree, ""));
    }
    String value = assignment.substring(equals + 1).trim();
    if (node.get(last).isArray()) {
      ArrayNode list = node.putArray(last);
      String elements = value.replaceAll("^\\[|\\]$", "");
      if (!elements.isBlank()) {
        Stream.of(elements.split(",")).map(String::trim).forEach(list::add);
      }
    } else {
      node.set(last, new TextNode(value));
    }
  }

  /** Takes a key or block that a tree does not have from another. */
  static void fill(ObjectNode tree, ObjectNode from, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      if (!tree.has(path)) {
        tree.set(path, from.get(path));
      }
    } else if (tree.get(path.substring(0, dot)) instanceof ObjectNode below) {
      fill(below, (ObjectNode) from.get(path.substring(0, dot)), path.substring(dot + 1));
    }
  }

  /** All full keys of the leaves of a tree. */
  static List<String> keys(ObjectNode tree, String prefix) {
    List<String> keys = new ArrayList<>();
    tree.fields().forEachRemaining(entry -> {
      if (entry.getValue() instanceof ObjectNode below) {
        keys.addAll(keys(below, prefix + entry.getKey() + "."));
      } else {
        keys.add(prefix + entry.getKey());
      }
    });
    return keys;
  }

  static InvalidInputException unknown(String what, String key, List<String> known) {
    String ending = ("." + key).toLowerCase(Locale.ROOT);
    Optional<String> nearest = known.stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(ending))
        .findFirst()
        .or(() -> NearestName.to(key, known));
    return new InvalidInputException(what + ": unknown key '" + key + "'"
        + nearest
            .map(name -> ", did you mean " + name + "?")
            .orElse(", 'zeuxis recipes keys' lists them"));
  }

  /** Binds a tree to a record, with the key named in every message. */
  public static <T> T bind(JsonNode tree, Class<T> type, String what) {
    try {
      return YAML.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(what + ": " + explain(e), e);
    }
  }

  /** Reads a record from YAML text. */
  public static <T> T read(String text, Class<T> type, String what) {
    return bind(tree(text, what), type, what);
  }

  /** A record as a tree. */
  static ObjectNode toTree(Object value) {
    return YAML.valueToTree(value);
  }

  /** Prints a record as YAML. */
  public static String print(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot print " + value.getClass(), e);
    }
  }

  private static String explain(JsonProcessingException e) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      String message = e.getCause().getMessage();
      // A constructor names its own key; only those of players do not know whose they are.
      boolean full = message.startsWith(path) || message.matches("\\w+\\.\\w+:.*");
      return full ? message : path + (message.matches("\\w+: .*") ? "." : ": ") + message;
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      String typed = String.valueOf(format.getValue());
      List<String> names = Arrays.stream(format.getTargetType().getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.toList());
      return path + ": '" + typed + "' is none of " + String.join(", ", names)
          + NearestName.to(typed, names)
              .map(name -> ", did you mean " + name + "?")
              .orElse("");
    }
    if (e instanceof InvalidFormatException format) {
      return path + ": expected " + kind(format.getTargetType()) + ", got '" + format.getValue()
          + "'";
    }
    if (e instanceof MismatchedInputException mismatch) {
      Class<?> type = mismatch.getTargetType();
      if (type != null && type.isPrimitive() && mismatch.getMessage().contains("`null`")) {
        return path + ": expected " + kind(type) + ", got nothing";
      }
      return (path.isEmpty() ? "" : path + ": ") + firstLine(mismatch);
    }
    return firstLine(e);
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .collect(Collectors.joining("."));
  }

  private static String kind(Class<?> type) {
    if (type == boolean.class) {
      return "true or false";
    }
    return type == int.class || type == long.class ? "a whole number" : "a number";
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }
}
