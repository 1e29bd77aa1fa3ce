package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestTest {
  @Test
  void lowerFidAndHigherRecallAreBetter() {
    Best fid = new Best("fid");
    Best recall = new Best("recall");
    for (Best best : List.of(fid, recall)) {
      best.offer(100, 5);
      best.offer(200, 3);
      best.offer(300, 4);
    }
    assertThat(fid.step()).hasValue(200);
    assertThat(fid.value()).isEqualTo(3);
    assertThat(fid.since()).isEqualTo(1);
    assertThat(recall.step()).hasValue(100);
    assertThat(recall.since()).isEqualTo(2);
  }

  @Test
  void equalIsNotBetterAndNaNNeverIs() {
    Best best = new Best("kid");
    best.offer(1, Double.NaN);
    assertThat(best.step()).isEmpty();
    best.offer(2, -0.1);
    best.offer(3, -0.1);
    best.offer(4, Double.NaN);
    assertThat(best.step()).hasValue(2);
    assertThat(best.since()).isEqualTo(2);
  }

  @Test
  void nothingIsBestWhereNoMetricIsKept() {
    assertThat(new Best("").step()).isEmpty();
  }

  @Test
  void logSaysAgainWhatWasBest(@TempDir Path folder) {
    EventLog log = new EventLog(folder.resolve("events.jsonl"));
    log.append(Map.of("step", 10, "scores", Map.of("fid", 0.1)));
    log.append(evaluation(10, 7));
    log.append(evaluation(20, 6));
    log.append(evaluation(30, Double.NaN));
    Best best = Best.of("fid", log, List.of(20L, 30L));
    assertThat(best.step()).hasValue(20);
    assertThat(best.since()).isEqualTo(1);
    log.truncateAfter(10);
    assertThat(Best.of("fid", log, List.of(10L)).step()).hasValue(10);
  }

  @Test
  void stepWhoseCheckpointIsGoneIsNotTheBest(@TempDir Path folder) {
    EventLog log = new EventLog(folder.resolve("events.jsonl"));
    log.append(evaluation(10, 7));
    log.append(evaluation(20, 2)); // its checkpoint made room for that of a later best
    log.append(evaluation(30, 5));
    log.append(evaluation(40, 6));
    Best best = Best.of("fid", log, List.of(30L, 40L));
    assertThat(best.step()).hasValue(30);
    assertThat(best.value()).isEqualTo(5);
    assertThat(best.since()).isEqualTo(1);
  }

  private static Map<String, Object> evaluation(long step, double fid) {
    return Map.of(
        "step",
        step,
        "evaluation",
        Map.of("measurements", List.of(Map.of("metric", "fid", "value", fid))));
  }
}
