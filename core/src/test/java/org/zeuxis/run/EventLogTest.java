package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  @TempDir
  private Path folder;

  private Path file;
  private EventLog log;

  @BeforeEach
  void threeEvents() {
    file = folder.resolve("events.jsonl");
    log = new EventLog(file);
    for (long step = 10; step <= 30; step += 10) {
      log.append(Map.of("step", step));
    }
  }

  @Test
  void eachEventIsALineOfJson() throws IOException {
    assertThat(file).hasContent("{\"step\":10}\n{\"step\":20}\n{\"step\":30}\n");
  }

  @Test
  void numbersThatJsonDoesNotKnowAreTexts() {
    Path other = folder.resolve("other.jsonl");
    new EventLog(other).append(Map.of("step", Double.NaN));
    assertThat(other).hasContent("{\"step\":\"NaN\"}\n");
  }

  @Test
  void truncationKeepsTheStepItself() {
    log.truncateAfter(20);
    assertThat(file).hasContent("{\"step\":10}\n{\"step\":20}\n");
  }

  @Test
  void truncationBeforeTheFirstStepEmptiesTheFile() {
    log.truncateAfter(9);
    assertThat(file).isEmptyFile();
  }

  @Test
  void truncationAfterTheLastStepChangesNothing() {
    log.truncateAfter(1000);
    assertThat(file).hasContent("{\"step\":10}\n{\"step\":20}\n{\"step\":30}\n");
  }

  @Test
  void lastLineThatWasCutShortIsForgotten() throws IOException {
    Files.writeString(file, "{\"step\":40,\"scor", StandardOpenOption.APPEND);
    log.truncateAfter(1000);
    assertThat(file).hasContent("{\"step\":10}\n{\"step\":20}\n{\"step\":30}\n");
  }

  @Test
  void lastLineWithoutItsLineFeedIsForgotten() throws IOException {
    Files.writeString(file, "{\"step\":4", StandardOpenOption.APPEND);
    log.truncateAfter(30);
    log.append(Map.of("step", 31));
    assertThat(file).hasContent("{\"step\":10}\n{\"step\":20}\n{\"step\":30}\n{\"step\":31}\n");
  }

  @Test
  void truncatingALogThatIsNotThereDoesNothing() {
    new EventLog(folder.resolve("none")).truncateAfter(3);
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
