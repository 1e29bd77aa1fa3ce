package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Protocol;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Samples;

/** What is left of a run's evaluations when its training goes on from an older step. */
class TakenBackRunTest {
  @TempDir
  private Path folder;

  private Run run;
  private Evaluations evaluations;

  @BeforeEach
  void begin() {
    RunManifest manifest = new RunManifest(
        "test",
        new RunManifest.DataFacts(
            "digits", 100, new Samples(List.of(1L, 8L, 8L), List.of("all")), "print"),
        Catalogue.resolve("dcgan", List.of()));
    run = Run.create(folder.resolve("run"), manifest);
    evaluations = run.evaluations();
  }

  private static Measurement fid(double value, int generated) {
    Protocol protocol = new Protocol(
        "fid", 1, "pixels", "00", "none", "digits", "train", "ff", 1797, generated, Map.of(), 1);
    return new Measurement("fid", value, null, Map.of(), Better.LOWER, protocol, List.of());
  }

  @Test
  void trainingThatGoesAnotherWayForgetsWhatWasMeasuredOfLaterSteps() throws IOException {
    for (int step : new int[] {100, 200, 300}) {
      evaluations.add(step, List.of(fid(step, 1000)));
    }
    Path directory = run.directory().resolve("evaluations");
    Files.writeString(directory.resolve("step-000000200-neighbours.png"), "");
    Files.writeString(directory.resolve("step-000000300-neighbours.png"), "");
    Files.writeString(directory.resolve(".step-000000100.json.0a1b2c3d.tmp"), "");
    Files.writeString(directory.resolve("notes-300.txt"), "");
    run.beginFrom(200);
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "step-000000100.json",
              "step-000000200.json",
              "step-000000200-neighbours.png",
              "notes-300.txt");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "{\"measurements\":null}",
        "{\"measurements\":[{\"metric\":\"fid\",\"value\":1,\"parts\":{},\"notes\":[]}]}"
      })
  void damagedFileIsNamed(String text) throws IOException {
    Files.createDirectories(evaluations.path(100).getParent());
    Files.writeString(evaluations.path(100), text);
    assertThatThrownBy(() -> evaluations.read(100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step-000000100.json: holds no measurements");
  }
}
