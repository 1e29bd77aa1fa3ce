package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Protocol;

class EvaluationsTest {
  @TempDir
  private Path folder;

  private static Measurement measurement(String metric, double value, int generated) {
    Protocol protocol = new Protocol(
        metric,
        1,
        "pixels",
        "0f".repeat(32),
        "none",
        "digits",
        "train",
        "ff",
        1797,
        generated,
        Map.of("k", "3", "kernel", "(x·y/d+1)³"),
        1);
    return new Measurement(metric, value, null, Map.of(), Better.HIGHER, protocol, List.of());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("z", Double.NaN);
    parts.put("a", -0.0);
    parts.put("m", Double.POSITIVE_INFINITY);
    Measurement plain = measurement("recall", 0.1 + 0.2, 5000);
    List<Measurement> all = List.of(
        plain,
        new Measurement(
            "is", 3.5, 0.25, Map.of(), Better.HIGHER, plain.protocol(), List.of("a “note”")),
        new Measurement(
            "kid", Double.NaN, Double.NaN, parts, Better.LOWER, plain.protocol(), List.of()),
        new Measurement(
            "memorisation", 1e-300, null, Map.of(), Better.NONE, plain.protocol(), List.of()));
    Evaluations evaluations = new Evaluations(folder.resolve("evaluations"));
    evaluations.add(2000, all);
    List<Measurement> read = new Evaluations(folder.resolve("evaluations")).read(2000);
    assertThat(read).isEqualTo(all);
    assertThat(read.get(0).deviation()).isNull();
    assertThat(read.get(2).parts().keySet()).containsExactly("z", "a", "m");
    assertThat(evaluations.path(2000)).isEqualTo(folder.resolve("evaluations/step-000002000.json"));
    assertThat(evaluations.path(2000)).content().contains("\"better\" : \"none\"");
  }

  @Test
  void newNumberTakesThePlaceOfOneOfTheSameProtocolOnly() {
    Evaluations evaluations = new Evaluations(folder);
    evaluations.add(
        10, List.of(measurement("recall", 0.1, 100), measurement("coverage", 0.2, 100)));
    evaluations.add(10, List.of(measurement("recall", 0.3, 200)));
    evaluations.add(10, List.of(measurement("recall", 0.4, 100)));
    evaluations.add(20, List.of(measurement("recall", 0.5, 100)));
    assertThat(evaluations.read(10))
        .containsExactly(
            measurement("coverage", 0.2, 100),
            measurement("recall", 0.3, 200),
            measurement("recall", 0.4, 100));
    assertThat(evaluations.read(20)).containsExactly(measurement("recall", 0.5, 100));
    assertThat(evaluations.read(30)).isEmpty();
  }

  @Test
  void nothingUnfinishedIsLeftBesideAFile() throws IOException {
    Evaluations.write(folder.resolve("a/b/numbers.json"), List.of(measurement("recall", 1, 2)));
    assertThat(folder.resolve("a/b")).isDirectoryContaining("glob:**/numbers.json");
    assertThat(folder.resolve("a/b").toFile().list()).hasSize(1);
  }
}
