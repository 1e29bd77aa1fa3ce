package org.zeuxis.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.export.AtomicFile;

/**
 * How the runs of an ablation ended, in a file: a run that failed, or ended by the clock, does not
 * show by itself that it is not to be gone on with.
 */
final class Outcomes {
  static final String FILE = "outcomes.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private record Stored(List<Outcome> outcomes) {
    Stored {
      outcomes = List.copyOf(outcomes);
    }
  }

  private final Path file;
  private final List<Outcome> outcomes;

  private Outcomes(Path file, List<Outcome> outcomes) {
    this.file = file;
    this.outcomes = new ArrayList<>(outcomes);
  }

  /**
   * Those of an ablation's directory; none where it has just begun.
   *
   * @throws InvalidInputException if the file is damaged
   */
  static Outcomes in(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return new Outcomes(file, List.of());
    }
    try {
      Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
      if (stored == null) {
        throw new InvalidInputException(file + ": holds no outcomes; remove it");
      }
      return new Outcomes(file, stored.outcomes());
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + ": holds no outcomes; remove it", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  Optional<Outcome> of(Trial trial) {
    return outcomes.stream()
        .filter(outcome -> outcome.run().equals(trial.place()))
        .findFirst();
  }

  /** Before a run goes on, which makes what is known of its end untrue. */
  void forget(Trial trial) {
    if (outcomes.removeIf(outcome -> outcome.run().equals(trial.place()))) {
      write();
    }
  }

  void add(Outcome outcome) {
    outcomes.removeIf(old -> old.run().equals(outcome.run()));
    outcomes.add(outcome);
    write();
  }

  private void write() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, JSON.writeValueAsBytes(new Stored(outcomes)));
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }
}
