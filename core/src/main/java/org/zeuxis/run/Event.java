package org.zeuxis.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the event log. What a line does not hold is NaN, 0 or empty.
 *
 * @param step iterations done
 * @param seconds since the call of {@code train} or {@code resume} that wrote it began
 * @param images real images shown so far
 * @param scores by name; NaN and infinite where the training had them
 * @param evaluation metrics and diagnostics of this step, as written; a missing node where none
 *     were measured
 * @param vitals of the doctor's checkup, by name
 * @param failure why the training ended here; empty where it went on
 */
public record Event(
    long step,
    double seconds,
    long images,
    Map<String, Double> scores,
    JsonNode evaluation,
    Map<String, Double> vitals,
    String failure) {
  public Event {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    vitals = Collections.unmodifiableMap(new LinkedHashMap<>(vitals));
  }

  static Event of(JsonNode line) {
    return new Event(
        line.path("step").asLong(),
        number(line.path("seconds")),
        line.path("images").asLong(),
        numbers(line.path("scores")),
        line.path("evaluation"),
        numbers(line.path("vitals")),
        line.path("failure").asText(""));
  }

  /** The numbers of a JSON object by name, in its order. */
  public static Map<String, Double> numbers(JsonNode object) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object
        .fields()
        .forEachRemaining(field -> numbers.put(field.getKey(), number(field.getValue())));
    return numbers;
  }

  /**
   * A number as {@link EventLog#append} writes it: NaN and infinite ones are texts. Anything else,
   * null and nothing among it, is NaN.
   */
  public static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asText()) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
