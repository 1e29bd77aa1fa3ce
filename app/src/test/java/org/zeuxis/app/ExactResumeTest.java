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

  /** Each with a state or a random stream that no other training has. */
  private static final Map<String, List<String>> REMEDIES = Map.ofEntries(
      Map.entry(
          "spectral norm of both",
          set("network.generatorWeights=spectral", "network.discriminatorWeights=spectral")),
      Map.entry(
          "weight norm and equalized rate",
          set("network.generatorWeights=equalized", "network.discriminatorWeights=weight-norm")),
      Map.entry(
          "virtual batch norm",
          set("network.generatorNorm=virtual-batch", "training.ema=0.9", "training.emaRampup=0.5")),
      Map.entry(
          "attention and minibatch deviation",
          set("network.attention=true", "network.minibatch=std")),
      Map.entry("ada", set("augment.name=ada", "augment.kimg=0.1", "augment.target=0.01")),
      Map.entry("apa", set("augment.name=apa", "augment.kimg=0.1", "augment.target=0.01")),
      Map.entry(
          "diff-augment, noise, flipped labels",
          set(
              "augment.name=diff-augment",
              "game.instanceNoise=0.2",
              "game.instanceNoiseSteps=10",
              "game.labelFlip=0.2")),
      Map.entry(
          "lecam, lazy r1, consistency, history of D",
          set(
              "discriminator.penalties=lecam,r1:1/3,bcr,historical,orthogonal",
              "network.discriminatorNorm=group")),
      Map.entry(
          "history and mode seeking of G",
          set(
              "generator.penalties=historical,mode-seeking",
              "game.topK=0.5",
              "game.topKDecay=0.5",
              "game.topKEvery=3")),
      Map.entry(
          "lookahead and clipped gradients",
          set(
              "generator.lookaheadSteps=3",
              "discriminator.lookaheadSteps=4",
              "discriminator.gradientClip=0.5")),
      Map.entry(
          "extra-adam",
          set(
              "generator.optimizer=extra-adam",
              "discriminator.optimizer=extra-adam",
              "training.ema=0.9")),
      Map.entry(
          "optimistic-adam",
          set("generator.optimizer=optimistic-adam", "discriminator.optimizer=optimistic-adam")),
      Map.entry(
          "unrolled, packed, accumulated",
          set(
              "game.unrolledSteps=2",
              "network.packing=2",
              "training.accumulate=2",
              "game.accuracyCeiling=0.9",
              "game.generatorSteps=2")));

  private static List<String> set(String... assignments) {
    return Stream.of(assignments).map(assignment -> "--set=" + assignment).toList();
  }

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
      "bfloat16",
      List.of("--recipe", "dcgan", "--set", "training.precision=bfloat16"),
      "two threads",
      List.of("--recipe", "dcgan", "--set", "training.batchSize=64"),
      "across the end of an epoch",
      List.of("--recipe", "dcgan", "--set", "training.batchSize=200"));

  /**
   * What games between images need besides, to fit digits; small pools, so that some are exchanged.
   */
  private static final Map<String, List<String>> IMAGES = Map.of(
      "pix2pix",
      twoSets(8, "network.patchLayers=1", "network.maxFeatures=8"),
      "cyclegan",
      twoSets(8, "network.patchLayers=1", "network.layers=1", "translation.pool=20"),
      "stargan",
      List.of("--size=8", "--set=network.layers=1", "--set=game.discriminatorSteps=2"),
      "srgan",
      List.of(
          "--size=16",
          "--set=network.layers=1",
          "--set=translation.scale=2",
          "--set=translation.perceptual=0", // its network says how good it is, even when quiet
          "--set=translation.pretrain=" + (STOP + 2)),
      "inpaint",
      List.of("--size=8", "--set=translation.mask=random", "--set=network.maxFeatures=8"),
      "pixelda",
      twoSets(16, "network.layers=1"),
      "dann",
      twoSets(16),
      "source-only",
      twoSets(16));

  private static List<String> twoSets(int size, String... assignments) {
    return Stream.concat(
            Stream.of("--data=A=digits,B=digits", "--size=" + size), set(assignments).stream())
        .toList();
  }

  static Stream<String> trainings() {
    return Stream.of(Catalogue.names(), VARIATIONS.keySet(), REMEDIES.keySet())
        .flatMap(names -> names.stream().sorted());
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
    args.addAll(REMEDIES.getOrDefault(
        training, VARIATIONS.getOrDefault(training, List.of("--recipe", training))));
    if (!training.equals("points") && !training.equals("unrolled")) {
      args.addAll(IMAGES.getOrDefault(training, List.of("--size=8")));
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
