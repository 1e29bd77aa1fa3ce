package org.zeuxis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.export.AtomicFile;
import org.zeuxis.metric.Measurement;

/** What was measured of a run's checkpoints after training: {@code evaluations/step-….json}. */
public final class Evaluations {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String DAMAGED = ": holds no measurements; remove it and evaluate again";

  private record Stored(List<Measurement> measurements) {
    Stored {
      measurements = List.copyOf(measurements);
    }
  }

  private final Path directory;

  Evaluations(Path directory) {
    this.directory = directory;
  }

  /** Where the measurements of a step are. */
  public Path path(long step) {
    return directory.resolve(Checkpoints.name(step) + ".json");
  }

  /**
   * What was measured of a step so far; empty where nothing was.
   *
   * @throws InvalidInputException if the file is damaged
   */
  public List<Measurement> read(long step) {
    Path file = path(step);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
      if (stored == null) {
        throw new InvalidInputException(file + DAMAGED);
      }
      return stored.measurements();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + DAMAGED, e);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  /** Adds measurements; they take the place of older ones of the same metric and protocol. */
  public void add(long step, List<Measurement> measurements) {
    List<Measurement> all = new ArrayList<>(read(step));
    all.removeIf(old -> measurements.stream()
        .anyMatch(
            now -> now.metric().equals(old.metric()) && now.protocol().equals(old.protocol())));
    all.addAll(measurements);
    try {
      write(path(step), all);
    } catch (IOException e) {
      throw new InvalidInputException(
          path(step) + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  /** Writes measurements to a file of a user's choice. */
  public static void write(Path file, List<Measurement> measurements) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, JSON.writeValueAsBytes(new Stored(measurements)));
  }
}
