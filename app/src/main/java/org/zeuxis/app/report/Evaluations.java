package org.zeuxis.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.run.Event;

/**
 * What was measured in a run: during the training, in the event log, and afterwards, in files of
 * their own.
 *
 * @param measurements by rising step; of two that differ only in their value, the later
 * @param diagnostics by step
 * @param damaged files that could not be read
 */
record Evaluations(
    List<Measurement> measurements,
    TreeMap<Long, Map<String, Double>> diagnostics,
    List<String> damaged) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FILE = Pattern.compile("step-(\\d{1,18})\\.json");

  /** Reads what a run holds. */
  static Evaluations of(Path run, List<Event> events) {
    Evaluations all = new Evaluations(new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
    events.forEach(event -> all.add(event.step(), event.evaluation()));
    for (Path file : files(run.resolve("evaluations"))) {
      Matcher name = FILE.matcher(file.getFileName().toString());
      if (name.matches()) {
        all.add(Long.parseLong(name.group(1)), file);
      }
    }
    all.measurements.sort((a, b) -> Long.compare(a.step(), b.step()));
    return all;
  }

  private void add(long step, Path file) {
    try {
      add(step, JSON.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      damaged.add("evaluations/" + file.getFileName());
    }
  }

  private void add(long step, JsonNode evaluation) {
    for (JsonNode node : evaluation.path("measurements")) {
      Measurement measurement = Measurement.of(step, node);
      measurements.removeIf(older -> older.step() == step && older.isComparableWith(measurement));
      measurements.add(measurement);
    }
    Map<String, Double> numbers = Event.numbers(evaluation.path("diagnostics"));
    if (!numbers.isEmpty()) {
      diagnostics.merge(step, numbers, (older, newer) -> newer);
    }
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          directory + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }
}
