package org.zeuxis.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class RecipeTest {
  private static final int DIGITS = 1797;

  private static Recipe dcgan(String... assignments) {
    return Catalogue.resolve("dcgan", List.of(assignments));
  }

  private static Recipe ending(long steps, double kimg, double epochs, double minutes) {
    Recipe recipe = dcgan("training.batchSize=64");
    return recipe.withTraining(recipe.training().until(steps, kimg, epochs, minutes));
  }

  @Test
  void stepsAreIterations() {
    assertThat(ending(7, 0, 0, 0).iterations(DIGITS)).isEqualTo(7);
  }

  @Test
  void kimgAreThousandsOfRealImagesRoundedUpToWholeBatches() {
    // 10,000 images in batches of 64: 156.25
    assertThat(ending(0, 10, 0, 0).iterations(DIGITS)).isEqualTo(157);
    assertThat(ending(0, 0.064, 0, 0).iterations(DIGITS)).isEqualTo(1);
  }

  @Test
  void epochsArePassesOverTheData() {
    // 3 · 1797 / 64 = 84.2
    assertThat(ending(0, 0, 3, 0).iterations(DIGITS)).isEqualTo(85);
    assertThat(ending(0, 0, 2, 0).iterations(128)).isEqualTo(4);
  }

  @Test
  void everyDiscriminatorStepShowsABatchOfItsOwn() {
    Recipe recipe =
        Catalogue.resolve("wgan", List.of("training.batchSize=64", "game.discriminatorSteps=5"));
    Recipe.Training kimg = recipe.training().until(0, 3.2, 0, 0);
    assertThat(recipe.withTraining(kimg).iterations(DIGITS)).isEqualTo(10);
  }

  @Test
  void firstEndThatIsReachedCounts() {
    assertThat(ending(100, 10, 3, 0).iterations(DIGITS)).isEqualTo(85);
    assertThat(ending(20, 10, 3, 0).iterations(DIGITS)).isEqualTo(20);
  }

  @Test
  void clockAloneSetsNoLastIteration() {
    assertThat(ending(0, 0, 0, 5).iterations(DIGITS)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      network.features=0           | network.features: expected >= 1, got 0
      network.features=600         | network.maxFeatures: expected >= network.features (600), got 512
      network.layers=0             | network.layers: expected >= 1, got 0
      network.initScale=NaN        | network.initScale: expected > 0, got NaN
      network.name=resnets         | network.name: 'resnets' is none of dcgan, maxout-mlp, resnet, began, r3gan, point-mlp, unet, stargan, srgan, context-encoder, resnet-translator, pixelda, task-network, did you mean resnet?
      network.packing=0            | network.packing: expected >= 1, got 0
      network.packing=3            | training.batchSize: expected a multiple of network.packing (3) in each part, got 64
      network.discriminatorNorm=virtual-batch | network.discriminatorNorm: expected another than virtual-batch, which is for the generator
      network.minibatch=all        | network.minibatch: 'all' is none of none, std, discrimination
      network.generatorWeights=spectrl | network.generatorWeights: 'spectrl' is none of plain, spectral, weight-norm, equalized, did you mean spectral?
      game.generatorSteps=0        | game.generatorSteps: expected >= 1, got 0
      game.accuracyCeiling=0.5     | game.accuracyCeiling: expected in (0.5,1], got 0.5
      game.labelFlip=0.5           | game.labelFlip: expected in [0,0.5), got 0.5
      game.topK=0                  | game.topK: expected in (0,1], got 0.0
      game.equilibriumRate=0       | game.equilibriumRate: expected > 0, got 0.0
      game.equilibrium=2           | game.equilibrium: expected in [0,1], got 2.0
      game.unrolledSteps=-1        | game.unrolledSteps: expected >= 0, got -1
      discriminator.penalties=r3   | discriminator.penalties: 'r3' is none of gp, lp, dragan, r1, r2
      discriminator.penalties=r1:0 | discriminator.penalties: expected r1 with a weight > 0, got 0.0
      generator.lookaheadRate=0    | generator.lookaheadRate: expected in (0,1], got 0.0
      generator.gradientClip=-1    | generator.gradientClip: expected >= 0, got -1.0
      augment.name=dif-augment     | augment.name: 'dif-augment' is none of none, diff-augment, ada, apa, did you mean diff-augment?
      augment.policy=colour        | augment.policy: expected nothing, since this augmentation has no parts, got colour
      augment.target=1             | augment.target: expected in (0,1), got 1.0
      training.accumulate=3        | training.accumulate: expected a divisor of training.batchSize (64), got 3
      training.emaRampup=-1        | training.emaRampup: expected >= 0, got -1.0
      network.conditional=perhaps  | network.conditional: expected true or false, got 'perhaps'
      latent.size=0                | latent.size: expected >= 1, got 0
      data.limit=1                 | data.limit: expected 0 or >= 2, got 1
      data.limit=-2                | data.limit: expected 0 or >= 2, got -2
      data.balance=1.5             | data.balance: expected in 0..1, got 1.5
      data.balance=NaN             | data.balance: expected in 0..1, got NaN
      generator.learningRate=0     | generator.learningRate: expected > 0
      generator.learningRate=NaN   | generator.learningRate: expected > 0
      discriminator.beta1=1        | discriminator.beta1: expected in [0,1), got 1.0
      discriminator.momentum=-0.1  | discriminator.momentum: expected in [0,1), got -0.1
      discriminator.warmup=-1      | discriminator.warmup: expected >= 0, got -1
      generator.weightClip=-1      | generator.weightClip: expected >= 0, got -1.0
      generator.schedule=linear    | generator.schedule: linear decay: expected 0 <= start < end, got 0, 0
      generator.schedule=cosin     | generator.schedule: 'cosin' is none of constant, linear, cosine, step, inverse, did you mean cosine?
      game.labelSmoothing=0.5      | game.labelSmoothing: expected in [0,0.5), got 0.5
      game.discriminatorSteps=0    | game.discriminatorSteps: expected >= 1, got 0
      training.batchSize=1         | training.batchSize: expected >= 2 (batch norm needs two), got 1
      training.batchSize=ten       | training.batchSize: expected a whole number, got 'ten'
      training.batchSize=2.5       | training.batchSize: expected a whole number, got '2.5'
      training.ema=1               | training.ema: expected in [0,1), got 1.0
      training.steps=-3            | training.steps: expected >= 0, got -3
      training.steps=0             | training: expected one of steps, kimg, epochs and minutes > 0, got none
      output.samples=0             | output.samples: expected >= 1, got 0
      output.keepCheckpoints=-1    | output.keepCheckpoints: expected >= 0, got -1
      output.checkupEvery=-1       | output.checkupEvery: expected >= 0, got -1
      training.precision=float16   | training.precision: 'float16' is none of float32, bfloat16
      output.logEvery=             | output.logEvery: expected a whole number, got nothing
      """)
  void valueOutOfRangeNamesKeyRangeAndValue(String assignment, String message) {
    assertThatThrownBy(() -> dcgan(assignment))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      dcgan  | generator.penalties=r1            | generator.penalties: expected penalties of the generator, got r1
      dcgan  | discriminator.penalties=r1,gp,r1:3 | discriminator.penalties: expected each kind once, got r1,gp,r1:3
      dcgan  | game.adversarialWeight=0          | game.adversarialWeight: expected > 0, or feature-matching or mode-seeking
      dcgan  | game.equilibrium=0.5              | game.equilibrium: expected 0 but for network.name began with game.loss wasserstein, got 0.5
      wgan   | game.unrolledSteps=2              | discriminator.optimizer: expected adam, adamw or sgd with game.unrolledSteps, got rmsprop
      wgan   | game.accuracyCeiling=0.8          | game.accuracyCeiling: expected 1, since loss wasserstein has no logit
      wgan   | augment.name=ada                  | augment.name: expected none or diff-augment, since loss wasserstein has no logit
      ralsgan | game.topK=0.5                    | game.topK: expected 1, since loss relativistic-average-least-squares pairs samples
      dcgan  | generator.optimizer=extra-adam    | expected extra-adam for both, with one step of each player and no accuracyCeiling, got extra-adam, adam
      r3gan  | network.discriminatorWeights=spectral | expected plain with r3gan, whose blocks begin at zero, got plain, spectral
      sngan  | network.discriminatorNorm=batch   | network.discriminatorNorm: expected usual with resnet
      gan    | network.attention=true            | network.attention: expected false with maxout-mlp, got true
      began  | network.generatorNorm=layer       | network.generatorNorm: expected usual with began, got layer
      points | augment.name=diff-augment         | augment.name: expected none with point-mlp, got diff-augment
      points | network.attention=true            | network.attention: expected false with point-mlp, got true
      points | network.generatorNorm=instance    | expected none of [instance, instance-plain, group] with point-mlp, got instance
      """)
  void partsThatDoNotGoTogetherAreNamed(String recipe, String assignment, String message) {
    assertThatThrownBy(() -> Catalogue.resolve(recipe, List.of(assignment)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  /** Its steps are of two iterations. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      discriminator.penalties=r1:10/16 | discriminator.penalties: expected in every iteration with extra-adam, got r1:10.0/16
      generator.lookaheadSteps=5       | generator.lookaheadSteps: expected even with extra-adam, whose steps are of two iterations, got 5
      """)
  void intervalsOfExtraAdamAreWholeSteps(String assignment, String message) {
    String[] both = {"generator.optimizer=extra-adam", "discriminator.optimizer=extra-adam"};
    assertThatThrownBy(() -> dcgan(both[0], both[1], assignment))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void ratesThatReachZeroAtAnotherEndAreTold() {
    Recipe cosine = dcgan("generator.schedule=cosine", "generator.scheduleEnd=100");
    assertThat(cosine.misfits(100)).isEmpty();
    assertThat(cosine.misfits(Long.MAX_VALUE)).isEmpty();
    assertThat(cosine.misfits(90))
        .containsExactly("generator.schedule: the rate reaches 0 at iteration 100,"
            + " the training ends at 90 (scheduleStart, scheduleEnd)");
    assertThat(Catalogue.resolve("cyclegan", List.of()).misfits(4000)).hasSize(2);
    assertThat(dcgan().misfits(7)).isEmpty();
  }

  /** What may change without a change of what a checkpoint holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.steps=7",
        "training.minutes=3",
        "output.checkupEvery=0",
        "output.checkpointEvery=1",
        "evaluation.every=10",
        "data.balance=1"
      })
  void endAndWatchingDoNotChangeTheGame(String assignment) {
    assertThat(dcgan(assignment)).isNotEqualTo(dcgan());
    assertThat(dcgan(assignment).sameGame(dcgan())).isTrue();
    assertThat(dcgan().sameGame(dcgan(assignment))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network.features=4",
        "latent.size=3",
        "game.instanceNoise=0.1",
        "generator.learningRate=1e-4",
        "discriminator.penalties=r1",
        "augment.name=ada",
        "training.ema=0.9",
        "training.batchSize=8",
        "training.precision=bfloat16"
      })
  void rulesAndPlayersMakeAnotherGame(String assignment) {
    assertThat(dcgan(assignment).sameGame(dcgan())).isFalse();
    assertThat(dcgan().sameGame(dcgan(assignment))).isFalse();
  }

  @Test
  void checkupsAreTakenUnlessTheyAreTurnedOff() {
    assertThat(dcgan().output().checkupEvery()).isEqualTo(100);
    assertThat(dcgan("output.checkupEvery=0").output().checkupEvery()).isZero();
  }

  @Test
  void smoothingNeedsALossWithTargets() {
    assertThatThrownBy(() -> dcgan("game.loss=wasserstein", "game.labelSmoothing=0.1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "game.labelSmoothing: expected 0, since loss wasserstein has no targets, got 0.1");
  }
}
