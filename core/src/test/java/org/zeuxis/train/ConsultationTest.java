package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.doctor.Doctor;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.History;
import org.zeuxis.doctor.Vitals;
import org.zeuxis.engine.OneThread;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.MedicalRecord;

/** The doctor after a training: looks at what it left, and leaves it as it is. */
@ExtendWith(OneThread.class)
class ConsultationTest {
  @TempDir
  private Path folder;

  private Path train(String run, Recipe recipe) {
    Path directory = folder.resolve(run);
    try (Training training = Training.start(recipe, directory, HealthWatchTest.options())) {
      training.run();
    }
    return directory;
  }

  private static Consultation consultation(Path run) {
    return new Consultation(run, HealthWatchTest.options());
  }

  private static Map<String, BigInteger> contents(Path tree) throws IOException {
    Map<String, BigInteger> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(tree.relativize(path).toString(), new BigInteger(1, Files.readAllBytes(path)));
      }
    }
    return contents;
  }

  /** A checkup of a checkpoint is the checkup that the training would have had there. */
  @Test
  void checkpointsHaveTheVitalsThatTheTrainingHad() throws IOException {
    String[] settings = {"training.steps=6", "output.checkpointEvery=2", "training.ema=0.9"};
    Path without = train(
        "without",
        HealthWatchTest.recipe(
            "dcgan", settings[0], settings[1], settings[2], "output.checkupEvery=0"));
    Path with = train(
        "with",
        HealthWatchTest.recipe(
            "dcgan", settings[0], settings[1], settings[2], "output.checkupEvery=2"));
    Map<String, BigInteger> before = contents(without);

    History found = consultation(without).ofCheckpoints();

    assertThat(found.checkups().stream().map(Vitals::step)).containsExactly(0L, 2L, 4L, 6L);
    assertThat(found.failure()).isEmpty();
    assertThat(found).isEqualTo(MedicalRecord.of(with));
    assertThat(contents(without)).isEqualTo(before);
  }

  @Test
  void runThatWentWellHasNoOrigin() throws IOException {
    Path run = train("run", HealthWatchTest.recipe("points", "training.steps=3"));
    Map<String, BigInteger> before = contents(run);
    assertThat(consultation(run).origin()).isEmpty();
    assertThat(contents(run)).isEqualTo(before);
  }

  /** A critic without a bound, and steps that grow with its slope. */
  private Path diverged(String... more) {
    Path run = folder.resolve("run");
    Recipe recipe = HealthWatchTest.recipe(
        "points",
        Stream.concat(
                Stream.of(
                    "game.loss=wasserstein",
                    "generator.optimizer=sgd",
                    "discriminator.optimizer=sgd",
                    "generator.learningRate=1e5",
                    "discriminator.learningRate=1e5",
                    "training.steps=30"),
                Stream.of(more))
            .toArray(String[]::new));
    try (Training training = Training.start(recipe, run, HealthWatchTest.options())) {
      assertThatThrownBy(training::run).isInstanceOf(TrainingFailedException.class);
    }
    return run;
  }

  @Test
  void originOfADivergenceIsAStepANetworkAndALayer() throws IOException {
    Path run = diverged();
    long failed = MedicalRecord.failedAt(run);
    Map<String, BigInteger> before = contents(run);

    String origin = consultation(run).origin().orElseThrow();

    Matcher parts = Pattern.compile("step (\\d+), (generator|discriminator),"
            + " (layer [\\w.]+ \\(\\w+\\) puts out numbers that are not finite"
            + "|weight [\\w.]+ is not finite after its update: its gradient was not)")
        .matcher(origin);
    assertThat(parts.matches()).as(origin).isTrue();
    assertThat(Long.parseLong(parts.group(1))).isBetween(1L, failed);
    assertThat(contents(run)).isEqualTo(before);
    assertThat(consultation(run).origin()).as("repeated exactly").contains(origin);
  }

  /** From whatever checkpoint the repetition begins, the number is the same. */
  @Test
  void originIsTheSameFromALaterCheckpoint() throws IOException {
    Path run = diverged("output.checkpointEvery=1");
    String late = consultation(run).origin().orElseThrow();
    try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
      for (Path checkpoint : checkpoints.sorted().skip(1).toList()) {
        Files.move(checkpoint, folder.resolve(checkpoint.getFileName().toString()));
      }
    }
    assertThat(consultation(run).origin()).contains(late);
  }

  @Test
  void brokenOffTrainingIsDiagnosed() {
    Path run = diverged("output.checkupEvery=0");
    Finding finding = Doctor.examine(consultation(run).ofCheckpoints()).stream()
        .filter(found -> found.ailment() == Ailment.DIVERGENCE)
        .findFirst()
        .orElseThrow();
    assertThat(finding.detail()).startsWith("step " + MedicalRecord.failedAt(run) + ": ");
  }

  @Test
  void whatIsNoRunIsRefused() {
    assertThatThrownBy(() -> consultation(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no run");
  }
}
