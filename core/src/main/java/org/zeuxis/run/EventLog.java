package org.zeuxis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    try {
      JsonNode event = JSON.readTree(line);
      return event.path("step").asLong(Long.MAX_VALUE) <= step;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
