package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogReadingTest {
  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("events.jsonl");
  }

  @Test
  void whatWasAppendedIsReadBackInOrder() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("loss", 0.5);
    scores.put("logit", -2.25);
    EventLog log = new EventLog(file);
    log.append(Map.of("step", 10, "seconds", 1.5, "images", 640, "scores", scores));
    log.append(Map.of("step", 20, "scores", Map.of("loss", 0.25)));

    EventLog.Content content = log.read();

    assertThat(content.damagedLines()).isEmpty();
    assertThat(content.events()).extracting(Event::step).containsExactly(10L, 20L);
    Event first = content.events().get(0);
    assertThat(first.seconds()).isEqualTo(1.5);
    assertThat(first.images()).isEqualTo(640);
    assertThat(first.scores()).containsExactly(Map.entry("loss", 0.5), Map.entry("logit", -2.25));
    assertThat(first.evaluation().isMissingNode()).isTrue();
    assertThat(content.events().get(1).seconds()).isNaN();
  }

  @Test
  void numbersThatJsonDoesNotKnowComeBackAsTheyWere() {
    EventLog log = new EventLog(file);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("nan", Double.NaN);
    scores.put("up", Double.POSITIVE_INFINITY);
    scores.put("down", Double.NEGATIVE_INFINITY);
    log.append(Map.of("step", 1, "scores", scores));
    assertThat(log.read().events().get(0).scores()).isEqualTo(scores);
  }

  @Test
  void nullIsNotANumber() throws IOException {
    Files.writeString(file, "{\"step\":1,\"scores\":{\"x\":null}}\n");
    assertThat(new EventLog(file).read().events().get(0).scores()).containsEntry("x", Double.NaN);
  }

  @Test
  void damagedLinesAreLeftOutAndCountedFromOne() throws IOException {
    Files.writeString(file, "{\"step\":1}\nnothing\n\n[1]\n{\"seconds\":2}\n{\"step\":2}\n");
    EventLog.Content content = new EventLog(file).read();
    assertThat(content.events()).extracting(Event::step).containsExactly(1L, 2L);
    assertThat(content.damagedLines()).containsExactly(2, 4, 5);
  }

  @Test
  void lastLineThatIsBeingWrittenDoesNotHideTheOthers() throws IOException {
    Files.writeString(file, "{\"step\":1}\n");
    Files.writeString(file, "{\"step\":2,\"scor", StandardOpenOption.APPEND);
    EventLog.Content content = new EventLog(file).read();
    assertThat(content.events()).extracting(Event::step).containsExactly(1L);
    assertThat(content.damagedLines()).containsExactly(2);
  }

  @Test
  void logThatIsNotThereIsEmpty() {
    EventLog.Content content = new EventLog(file).read();
    assertThat(content.events()).isEmpty();
    assertThat(content.damagedLines()).isEmpty();
  }

  @Test
  void evaluationIsKeptAsWritten() throws IOException {
    Files.writeString(file, "{\"step\":5,\"evaluation\":{\"diagnostics\":{\"d.real\":0.5}}}\n");
    Event event = new EventLog(file).read().events().get(0);
    assertThat(event.scores()).isEmpty();
    assertThat(event.evaluation().at("/diagnostics/d.real").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void vitalsAndFailureAreReadBack() {
    Map<String, Double> vitals = new LinkedHashMap<>();
    vitals.put("spread", 0.5);
    vitals.put("gradient.generator", Double.POSITIVE_INFINITY);
    EventLog log = new EventLog(file);
    log.append(Map.of("step", 3, "vitals", vitals));
    log.append(Map.of("step", 4, "failure", "step 4: loss is NaN"));
    Event checkup = log.read().events().get(0);
    assertThat(checkup.vitals()).containsExactlyEntriesOf(vitals);
    assertThat(checkup.failure()).isEmpty();
    Event failed = log.read().events().get(1);
    assertThat(failed.vitals()).isEmpty();
    assertThat(failed.failure()).isEqualTo("step 4: loss is NaN");
  }
}
