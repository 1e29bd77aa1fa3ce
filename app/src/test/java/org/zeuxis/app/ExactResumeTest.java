package org.zeuxis.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.recipe.Catalogue;

/**
 * A training that stops and goes on in a new process ends as the one that never stopped, byte for
 * byte.
 */
class ExactResumeTest {
  private static final int END = 12;

  /**
   * In the middle of an epoch (1797 digits, 8 at a time), between checkpoints (every 5), and odd.
   */
  private static final int STOP = 7;

  private static final Map<String, List<String>> VARIATIONS = Map.of(
      "averaged generator",
      List.of("--recipe", "dcgan", "--set", "training.ema=0.9"),
      "mirrored and balanced",
      List.of("--recipe", "cgan", "--flip", "--set", "data.balance=1"),
      "momentum",
      List.of(
          "--recipe=hinge",
          "--set=generator.optimizer=sgd",
          "--set=generator.momentum=0.9",
          "--set=discriminator.optimizer=sgd",
          "--set=discriminator.momentum=0.5"),
      "adamw with schedules and warm-up",
      List.of(
          "--recipe=dcgan",
          "--set=generator.optimizer=adamw",
          "--set=generator.weightDecay=0.01",
          "--set=generator.schedule=cosine",
          "--set=generator.scheduleEnd=15",
          "--set=discriminator.schedule=linear",
          "--set=discriminator.scheduleStart=5",
          "--set=discriminator.scheduleEnd=11",
          "--set=discriminator.warmup=9"),
      "evaluated",
      List.of(
          "--recipe=dcgan",
          "--eval-every=" + STOP, // also the end of the training that stops
          "--keep-best=fid",
          "--set=evaluation.features=pixels",
          "--set=evaluation.samples=50"),
      "two threads",
      List.of("--recipe", "dcgan", "--set", "training.batchSize=64"),
      "across the end of an epoch",
      List.of("--recipe", "dcgan", "--set", "training.batchSize=200"));

  static Stream<String> trainings() {
    return Stream.concat(
        Catalogue.names().stream(), VARIATIONS.keySet().stream().sorted());
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void resumedTrainingEndsAsTheOneThatNeverStopped(String training, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    Zeuxis.here(train(training, whole, END)).succeeded();
    Zeuxis.here(train(training, resumed, STOP)).succeeded();
    Zeuxis.process("resume", resumed.toString(), "--steps", Integer.toString(END), "--quiet")
        .succeeded();

    RunFiles.assertSameAt(END, resumed, whole);
    RunFiles.assertNothingUnfinished(resumed);
  }

  private static String[] train(String training, Path run, int steps) {
    List<String> args = new ArrayList<>(List.of("train", "--quiet", "--out", run.toString()));
    args.addAll(List.of("--set=network.features=4", "--set=training.batchSize=8"));
    args.addAll(VARIATIONS.getOrDefault(training, List.of("--recipe", training)));
    if (!training.equals("points")) {
      args.add("--size=8");
    }
    args.addAll(List.of(
        "--set=output.samples=16",
        "--set=output.checkpointEvery=5",
        "--set=output.sampleEvery=4",
        "--set=output.logEvery=1",
        "--steps=" + steps));
    return args.toArray(String[]::new);
  }
}
