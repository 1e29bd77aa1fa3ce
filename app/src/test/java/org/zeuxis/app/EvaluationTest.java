package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of runs and folders, during training and after. */
class EvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private static Path folder;

  /** Measured every 4 steps, with the best by KID kept. */
  private static Path run;

  @BeforeAll
  static void trainALittle() {
    run = folder.resolve("run");
    Zeuxis.here(
            Small.train(run, evaluated(12, "--keep-best=kid", "--set=output.keepCheckpoints=1")))
        .succeeded();
  }

  private static String[] evaluated(int steps, String... more) {
    List<String> args = new ArrayList<>(List.of(
        "--steps=" + steps,
        "--eval-every=4",
        "--set=evaluation.features=pixels",
        "--set=evaluation.samples=100",
        "--set=output.checkpointEvery=3"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static List<JsonNode> evaluations(Path of) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String line : Files.readAllLines(of.resolve("events.jsonl"))) {
      JsonNode event = JSON.readTree(line);
      if (event.has("evaluation")) {
        found.add(event);
      }
    }
    return found;
  }

  private static double value(JsonNode measurements, String metric) {
    for (JsonNode measurement : measurements) {
      if (measurement.path("metric").asText().equals(metric)) {
        return measurement.path("value").doubleValue();
      }
    }
    throw new AssertionError(metric + " is not among " + measurements);
  }

  @Test
  void evaluationDoesNotDisturbTheTraining() {
    Path without = folder.resolve("without");
    Zeuxis.here(Small.train(without, "--steps=12", "--set=output.checkpointEvery=3"))
        .succeeded();
    for (String file : List.of("networks.safetensors", "optimizers.safetensors", "state.json")) {
      assertThat(RunFiles.checkpoint(run, 12).resolve(file))
          .hasSameBinaryContentAs(RunFiles.checkpoint(without, 12).resolve(file));
    }
  }

  @Test
  void everyEvaluationIsLoggedWithItsProtocolAndTheStateOfTheGame() throws IOException {
    List<JsonNode> found = evaluations(run);
    assertThat(found).extracting(event -> event.path("step").asInt()).containsExactly(4, 8, 12);
    for (JsonNode event : found) {
      JsonNode evaluation = event.path("evaluation");
      assertThat(evaluation.path("measurements"))
          .extracting(measurement -> measurement.path("metric").asText())
          .containsExactly("fid", "kid", "precision", "recall", "density", "coverage");
      JsonNode protocol = evaluation.path("measurements").path(0).path("protocol");
      assertThat(protocol.path("extractor").asText()).isEqualTo("pixels");
      assertThat(protocol.path("generated").asInt()).isEqualTo(100);
      assertThat(protocol.path("reference").asText()).isEqualTo("digits");
      assertThat(evaluation.path("diagnostics").path("d.real").isDouble()).isTrue();
    }
  }

  @Test
  void bestCheckpointOutlivesNewerOnes() throws IOException {
    long best = evaluations(run).stream()
        .min((a, b) -> Double.compare(kid(a), kid(b)))
        .orElseThrow()
        .path("step")
        .asLong();
    assertThat(RunFiles.checkpoints(run)).contains(best, 12L).hasSizeLessThanOrEqualTo(2);
    Path grid = folder.resolve("best.png");
    Path same = folder.resolve("same.png");
    Zeuxis.here("generate", run.toString(), "--best", "--out", grid.toString()).succeeded();
    Zeuxis.here("generate", run.toString(), "--step", "" + best, "--out", same.toString())
        .succeeded();
    assertThat(grid).hasSameBinaryContentAs(same);
  }

  private static double kid(JsonNode event) {
    return value(event.path("evaluation").path("measurements"), "kid");
  }

  @Test
  void trainingThatDoesNotImproveEndsEarly() throws IOException {
    Path still = folder.resolve("still");
    Zeuxis.Outcome outcome = Zeuxis.here(Small.train(
            still,
            evaluated(
                100,
                "--keep-best=fid",
                "--patience=2",
                "--set=generator.learningRate=1e-30",
                "--set=discriminator.learningRate=1e-30",
                "--set=network.initScale=1e-9")))
        .succeeded();
    assertThat(evaluations(still)).hasSizeBetween(3, 20);
    assertThat(outcome.out())
        .contains("stopped early at step " + 4 * evaluations(still).size())
        .contains("no better fid for 2 evaluations")
        .contains("best fid: ");
  }

  @Test
  void checkpointMeasuresAsItDidInTraining() throws IOException {
    Path numbers = folder.resolve("numbers.json");
    Zeuxis.Outcome outcome = Zeuxis.here(
            "evaluate",
            run.toString(),
            "--features=pixels",
            "--samples=100",
            "--metrics=fid,kid,precision",
            "--threads=1",
            "--quiet",
            "--json",
            numbers.toString())
        .succeeded();
    assertThat(outcome.out()).contains("fid", "kid", "recall", "lower is better");
    JsonNode inTraining = evaluations(run).get(2).path("evaluation").path("measurements");
    JsonNode now = JSON.readTree(numbers.toFile()).path("measurements");
    for (String metric : List.of("fid", "kid", "precision", "recall")) {
      assertThat(value(now, metric)).as(metric).isEqualTo(value(inTraining, metric));
    }
    assertThat(run.resolve("evaluations/step-000000012.json")).exists();
  }

  @Test
  void everyMetricThatFitsIsMeasuredAndTheOthersAreNamed() {
    Zeuxis.Outcome outcome = Zeuxis.here(
            "evaluate",
            run.toString(),
            "--cache=" + folder.resolve("cache"),
            "--samples=200",
            "--threads=1",
            "--quiet")
        .succeeded();
    assertThat(outcome.out())
        .contains("fid-infinity", "ms-ssim", "swd", "ppl-z-full", "is ")
        .contains("not measured: parzen (the data have no held-out part; name one with --held-out)")
        .contains("not measured: gan-test (the generated images have no classes)")
        .contains("not measured: modes");
  }

  @Test
  void foldersAreComparedWithoutARun() throws IOException {
    Path real = TestData.folder(folder.resolve("real"), 30);
    Path fake = TestData.folder(folder.resolve("fake"), 29);
    Path numbers = folder.resolve("folders.json");
    Zeuxis.here(folders(real, real, "--json=" + numbers)).succeeded();
    assertThat(value(JSON.readTree(numbers.toFile()).path("measurements"), "fid"))
        .isCloseTo(0, within(1e-6));
    Zeuxis.here(folders(real, fake, "--json=" + numbers)).succeeded();
    assertThat(value(JSON.readTree(numbers.toFile()).path("measurements"), "fid"))
        .isGreaterThan(0.1);
  }

  private static String[] folders(Path real, Path fake, String... more) {
    List<String> args = new ArrayList<>(List.of(
        "evaluate",
        "--real=" + real,
        "--fake=" + fake,
        "--features=pixels",
        "--metrics=fid,precision-recall",
        "--quiet"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  @Test
  void runsAreRankedAndDrawn() throws IOException {
    Path other = folder.resolve("other");
    Zeuxis.here(Small.train(other, "--steps=12", "--seed=2")).succeeded();
    Path page = folder.resolve("comparison.html");
    Zeuxis.Outcome outcome = Zeuxis.here(
            "compare",
            run.toString(),
            other.toString(),
            "--features=pixels",
            "--samples=100",
            "--quiet",
            "--out=" + page)
        .succeeded();
    assertThat(outcome.out()).containsPattern("1\\. dcgan +2 ").contains(" ± ");
    assertThat(page).content().contains("dcgan");
    assertThat(other.resolve("evaluations/step-000000012.json")).exists();
  }

  @Test
  void resumedRunCanBeMeasuredFromThenOn() throws IOException {
    Path late = folder.resolve("late");
    Zeuxis.here(Small.train(late, "--steps=4", "--set=evaluation.features=pixels"))
        .succeeded();
    Zeuxis.here(
            "resume", late.toString(), "--steps=8", "--eval-every=2", "--keep-best=fid", "--quiet")
        .succeeded();
    assertThat(evaluations(late))
        .extracting(event -> event.path("step").asInt())
        .containsExactly(6, 8);
  }

  @Test
  void covarianceOfManyPixelsIsRefused() throws IOException {
    Path real = TestData.folder(folder.resolve("large"), 4);
    Zeuxis.Outcome outcome = Zeuxis.here(
        "evaluate",
        "--real=" + real,
        "--fake=" + real,
        "--size=64",
        "--features=pixels",
        "--metrics=fid",
        "--quiet");
    Refusal.assertRefused(outcome, "fid: cannot be measured: there are more than 4096 features");
  }
}
