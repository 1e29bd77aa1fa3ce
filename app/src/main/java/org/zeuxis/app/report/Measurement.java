package org.zeuxis.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.run.Event;

/**
 * A metric's value as a run holds it.
 *
 * @param deviation NaN where unknown
 * @param parts what the value is made of, such as one number a class
 * @param better {@code lower} or {@code higher}, or null where neither is
 * @param protocol how it was measured: key and value as texts, in the order of the file
 */
record Measurement(
    long step,
    String metric,
    double value,
    double deviation,
    Map<String, Double> parts,
    String better,
    Map<String, String> protocol,
    List<String> notes) {

  static Measurement of(long step, JsonNode node) {
    List<String> notes = new ArrayList<>();
    node.path("notes").forEach(note -> notes.add(note.asText()));
    return new Measurement(
        step,
        node.path("metric").asText("unnamed"),
        Event.number(node.path("value")),
        Event.number(node.path("deviation")),
        Event.numbers(node.path("parts")),
        direction(node.path("better").asText("")),
        flat("", node.path("protocol")),
        notes);
  }

  private static String direction(String better) {
    return better.equals("lower") || better.equals("higher") ? better : null;
  }

  /** {@code {"settings":{"ddof":1}}} becomes {@code settings.ddof = 1}. */
  private static Map<String, String> flat(String prefix, JsonNode node) {
    Map<String, String> flat = new LinkedHashMap<>();
    node.fields().forEachRemaining(field -> {
      String key = prefix + field.getKey();
      if (field.getValue().isObject()) {
        flat.putAll(flat(key + ".", field.getValue()));
      } else {
        flat.put(
            key,
            field.getValue().isContainerNode()
                ? field.getValue().toString()
                : field.getValue().asText());
      }
    });
    return flat;
  }

  /** Whether it is of samples as they come, rather than selected ones. */
  boolean isOfAllSamples() {
    return !protocol.containsKey("settings.sampling");
  }

  /** Whether both numbers may stand on one curve. */
  boolean isComparableWith(Measurement other) {
    return metric.equals(other.metric) && protocol.equals(other.protocol);
  }
}
