package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.Vitals;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.MedicalRecord;
import org.zeuxis.run.Run;

/**
 * The doctor beside a training: what it writes and tells, and that the training does not feel it.
 */
@ExtendWith(OneThread.class)
class HealthWatchTest {
  @TempDir
  private Path folder;

  static Recipe recipe(String name, String... settings) {
    List<String> all = new ArrayList<>(List.of(
        "network.features=4",
        "training.batchSize=8",
        "output.samples=4",
        "output.keepCheckpoints=0",
        "output.sampleEvery=1000"));
    if (!name.equals("points")) {
      all.add("data.size=8");
    }
    all.addAll(List.of(settings));
    return Catalogue.resolve(name, all);
  }

  static TrainingOptions options(TrainingObserver... observers) {
    return new TrainingOptions(
        Device.CPU, 1, DataOptions.defaults(), ProgressListener.NONE, List.of(observers));
  }

  private Path train(String run, Recipe recipe, TrainingObserver... observers) {
    Path directory = folder.resolve(run);
    try (Training training = Training.start(recipe, directory, options(observers))) {
      training.run();
    }
    return directory;
  }

  private static List<JsonNode> events(Path run) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("events.jsonl"))) {
      events.add(json.readTree(line));
    }
    return events;
  }

  /** The names of all findings in a log, in its order, with the step of their event. */
  private static List<String> findings(Path run) throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode event : events(run)) {
      for (JsonNode finding : event.path("findings")) {
        found.add(event.path("step").asLong() + " " + finding.path("name").asText());
      }
    }
    return found;
  }

  private static List<Long> checkupSteps(Path run) {
    return MedicalRecord.of(run).checkups().stream().map(Vitals::step).toList();
  }

  static void assertSameCheckpoint(Path run, Path expected, long step) throws IOException {
    Path actual = Run.open(run).checkpoints().path(step);
    Path wanted = Run.open(expected).checkpoints().path(step);
    try (Stream<Path> files = Files.list(wanted)) {
      List<Path> all = files.sorted().toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(4);
      for (Path file : all) {
        assertThat(actual.resolve(file.getFileName().toString())).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void checkupsAreWrittenToTheEventLog() throws IOException {
    Path run =
        train("run", recipe("dcgan", "training.steps=5", "output.checkupEvery=2", "data.limit=64"));
    assertThat(checkupSteps(run)).containsExactly(0L, 2L, 4L);
    List<Vitals> checkups = MedicalRecord.of(run).checkups();
    assertThat(checkups.get(0).values())
        .containsEntry("batch", 8.0)
        .containsEntry("data.count", 64.0)
        .containsKeys("distance", "overfitting", "copies", "gradient.generator")
        .doesNotContainKeys("drift", "motion.generator");
    assertThat(checkups.get(1).values())
        .containsKeys("distance", "drift", "motion.generator", "overfitting")
        .doesNotContainKey("batch");
  }

  @Test
  void noCheckupsAreTakenWhereTheyAreTurnedOff() throws IOException {
    Path run = train("run", recipe("dcgan", "training.steps=5", "output.checkupEvery=0"));
    assertThat(MedicalRecord.of(run).isEmpty()).isTrue();
    assertThat(Files.readString(run.resolve("events.jsonl"))).doesNotContain("vitals");
  }

  @Test
  void accumulatedMinibatchesAreWhatBatchNormSees() {
    Path run = train(
        "run",
        recipe("dcgan", "training.steps=1", "training.accumulate=4", "output.checkupEvery=1"));
    assertThat(MedicalRecord.of(run).first().get("batch")).isEqualTo(2);
  }

  /** Found at once, from the first checkup on, and told a single time. */
  @Test
  void findingIsWrittenAndToldOnce() throws IOException {
    List<String> told = new ArrayList<>();
    TrainingObserver listener = new TrainingObserver() {
      @Override
      public void diagnosed(Moment at, List<Finding> findings) {
        findings.forEach(finding -> told.add(at.step() + " " + finding.ailment()));
      }
    };
    Path run = train(
        "run",
        recipe("dcgan", "training.steps=6", "training.batchSize=4", "output.checkupEvery=2"),
        listener);
    assertThat(told).contains("0 " + Ailment.SMALL_BATCH).doesNotHaveDuplicates();
    assertThat(told.stream().filter(text -> text.endsWith("small-batch"))).hasSize(1);
    assertThat(findings(run)).isEqualTo(told);
    JsonNode finding = events(run).get(0).path("findings").get(0);
    assertThat(finding.path("severity").asText()).isEqualTo("warning");
    assertThat(finding.at("/remedies/0/settings/0").asText()).isEqualTo("training.batchSize=64");
    assertThat(finding.at("/evidence/0/value").asDouble()).isEqualTo(4);
  }

  /** Remedies that keep state, classes and an average: nothing of it is touched. */
  @ParameterizedTest
  @ValueSource(strings = {"dcgan", "gan", "cgan", "points"})
  void trainingEndsByteForByteAsWithoutADoctor(String name) throws IOException {
    String[] settings = {"training.steps=7", "training.ema=0.9", "output.checkpointEvery=3"};
    Path with = train("with", recipe(name, settings(settings, "output.checkupEvery=2")));
    Path without = train("without", recipe(name, settings(settings, "output.checkupEvery=0")));
    for (long step : new long[] {3, 6, 7}) {
      assertSameCheckpoint(with, without, step);
    }
    assertThat(scores(with)).isEqualTo(scores(without));
  }

  private static String[] settings(String[] some, String more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static List<String> scores(Path run) throws IOException {
    return events(run).stream()
        .filter(event -> event.has("scores"))
        .map(event -> event.path("scores").toString())
        .toList();
  }

  @Test
  void resumedTrainingEndsAsTheOneThatNeverStopped() throws IOException {
    Recipe recipe = recipe(
        "dcgan", "training.steps=10", "training.precision=bfloat16", "output.checkupEvery=2");
    Path whole = train("whole", recipe);
    Path resumed = train("resumed", recipe.withTraining(recipe.training().until(5, 0, 0, 0)));
    try (Training training =
        Training.resume(resumed, r -> r.withTraining(recipe.training()), -1, options())) {
      training.run();
    }
    assertSameCheckpoint(resumed, whole, 10);
    assertThat(checkupSteps(resumed)).isEqualTo(checkupSteps(whole));
    // what does not look back to the checkup before is the same
    List<Vitals> expected = MedicalRecord.of(whole).checkups();
    List<Vitals> found = MedicalRecord.of(resumed).checkups();
    for (int i = 0; i < expected.size(); i++) {
      for (String vital : List.of("distance", "spread", "gradient.generator", "logit.fake")) {
        assertThat(found.get(i).get(vital)).as(vital).isEqualTo(expected.get(i).get(vital));
      }
    }
  }

  @Test
  void resumedFromAnEarlierCheckpointTheLaterCheckupsAreTakenAgain() {
    Path run = train(
        "run",
        recipe("dcgan", "training.steps=6", "output.checkpointEvery=3", "output.checkupEvery=2"));
    List<Vitals> before = MedicalRecord.of(run).checkups();
    try (Training training = Training.resume(run, r -> r, 3, options())) {
      training.run();
    }
    List<Vitals> after = MedicalRecord.of(run).checkups();
    assertThat(after.stream().map(Vitals::step)).containsExactly(0L, 2L, 4L, 6L);
    assertThat(after.get(3).get("distance")).isEqualTo(before.get(3).get("distance"));
  }

  @Test
  void changedRecipeGoesOnFromTheCheckpoint() throws IOException {
    Path run = train("run", recipe("dcgan", "training.steps=4", "output.checkupEvery=2"));
    try (Training training = Training.resume(
        run,
        r -> recipe(
            "dcgan",
            "training.steps=6",
            "output.checkupEvery=2",
            "training.ema=0.9",
            "game.instanceNoise=0.1",
            "discriminator.penalties=lecam"),
        -1,
        options())) {
      assertThat(training.step()).isEqualTo(4);
      assertThat(training.run().step()).isEqualTo(6);
    }
    assertThat(Run.open(run).manifest().recipe().training().ema()).isEqualTo(0.9);
    assertThat(Run.open(run).checkpoints().path(6).resolve("remedies.safetensors"))
        .exists();
  }
}
