package org.zeuxis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;

/** {@code events.jsonl}: one JSON object a line, each with a {@code step}, append-only. */
public final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public EventLog(Path file) {
    this.file = file;
  }

  /** Adds a line. NaN and infinite numbers become texts, since JSON has none. */
  public void append(Map<String, ?> event) {
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(event) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  /**
   * What a log holds.
   *
   * @param events in the order of the file
   * @param damagedLines numbers, from 1, of the lines that are no JSON object with a step
   */
  public record Content(List<Event> events, List<Integer> damagedLines) {
    public Content {
      events = List.copyOf(events);
      damagedLines = List.copyOf(damagedLines);
    }
  }

  /**
   * Reads the log, also while a training writes to it. Damaged lines are left out; a file that is
   * not there is an empty log.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  public Content read() {
    List<Event> events = new ArrayList<>();
    List<Integer> damaged = new ArrayList<>();
    if (Files.exists(file)) {
      String[] lines = text().split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (lines[i].isBlank()) {
          continue;
        }
        JsonNode line = parse(lines[i]);
        if (line.path("step").canConvertToLong()) {
          events.add(Event.of(line));
        } else {
          damaged.add(i + 1);
        }
      }
    }
    return new Content(events, damaged);
  }

  /** The whole file. Bytes that are no UTF-8 become a replacement character, not an error. */
  private String text() {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  /**
   * Forgets what came after a step, and a last line that was cut short: the resumed training writes
   * it again.
   */
  public void truncateAfter(long step) {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] bytes = Files.readAllBytes(file);
      int end = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          if (!belongs(new String(bytes, end, i - end, StandardCharsets.UTF_8), step)) {
            break;
          }
          end = i + 1;
        }
      }
      log.truncate(end);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  private static boolean belongs(String line, long step) {
    return parse(line).path("step").asLong(Long.MAX_VALUE) <= step;
  }

  /** A line's JSON, or a missing node. */
  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
