package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Linear;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Samples;

/** What inspections find on networks whose numbers are known, and that they leave no trace. */
@ExtendWith(OneThread.class)
class InspectionTest {
  private static final double EXACT = 1e-6;

  private final Scope scope = new Scope();
  private final Rng rng = new Rng(1);

  @AfterEach
  void free() {
    scope.close();
    rng.close();
  }

  /** Batch norm, dropout and an average: everything that remembers being used. */
  private static AdversarialGame game(String recipe) {
    return new GameBuilder(
            Catalogue.resolve(
                recipe, List.of("network.features=4", "training.ema=0.9", "network.maxFeatures=8")),
            new Samples(List.of(1L, 8L, 8L), List.of("0", "1")),
            Device.CPU)
        .adversarialGame();
  }

  private static Batch batch(long seed) {
    try (Rng rng = new Rng(seed)) {
      return new Batch(rng.uniform(-1, 1, 8, 1, 8, 8), rng.integers(2, 8));
    }
  }

  private static Map<String, byte[]> everything(AdversarialGame game) {
    Map<String, byte[]> all = new HashMap<>();
    game.players().forEach((name, player) -> player
        .network()
        .stateDict()
        .forEach((key, value) -> all.put(name + key, bytes(value))));
    game.streams().forEach((name, stream) -> all.put(name, stream.state()));
    return all;
  }

  private static byte[] bytes(Tensor tensor) {
    double[] values = tensor.detach().to(DType.FLOAT64).contiguous().toDoubles();
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(8 * values.length);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  @Test
  void leavesGameAsItWas() {
    for (String recipe : List.of("dcgan", "gan", "cgan")) {
      try (AdversarialGame game = game(recipe)) {
        game.play(batch(2), 0);
        Map<String, byte[]> before = everything(game);
        game.inspect(batch(3), rng);
        assertThat(everything(game)).as(recipe).containsExactlyInAnyOrderEntriesOf(before);
      }
    }
  }

  @Test
  void sameGameAndSeedGiveTheSameNumbers() {
    try (AdversarialGame game = game("gan")) {
      Map<String, Double> once = game.inspect(batch(3), new Rng(5));
      assertThat(game.inspect(batch(3), new Rng(5))).isEqualTo(once);
      assertThat(game.inspect(batch(3), new Rng(6))).isNotEqualTo(once);
    }
  }

  @Test
  void everyPlayerAndLayerIsLookedAt() {
    try (AdversarialGame game = game("dcgan")) {
      assertThat(game.inspect(batch(3), rng))
          .containsKeys(
              "d.real",
              "d.fake",
              "accuracy.real",
              "accuracy.fake",
              "gradient.generator",
              "gradient.discriminator",
              "weight.generator.rms",
              "weight.discriminator.largest",
              "spectral.main.0.weight",
              "activation.generator.main.0.mean",
              "activation.discriminator.main.1.zero",
              "diversity")
          .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
    }
  }

  @Test
  void judgementIsTheMeanProbabilityAndTheShareOnTheRightSide() {
    Inspection inspection = new Inspection();
    double ln3 = Math.log(3); // σ(ln 3) = 3/4
    inspection.judgement(
        Tensor.of(new double[] {ln3, -ln3, ln3, 0}, 4), Tensor.of(new double[] {-ln3, -ln3}, 2));
    assertThat(inspection.values().get("d.real")).isCloseTo(0.5625, within(EXACT));
    assertThat(inspection.values().get("d.fake")).isCloseTo(0.25, within(EXACT));
    assertThat(inspection.values()).containsEntry("accuracy.real", 0.5);
    assertThat(inspection.values()).containsEntry("accuracy.fake", 1.0);
  }

  @Test
  void gradientNormIsOverAllParameters() {
    try (Linear layer = new Linear(2, 1, true, Init.pytorch(rng))) {
      Inspection inspection = new Inspection();
      // d/dw = x = (3,4), d/db = 1: √(9+16+1)
      inspection.gradients(
          "generator", layer.forward(Tensor.of(new float[] {3, 4}, 1, 2)).sum(), layer);
      assertThat(inspection.values().get("gradient.generator"))
          .isCloseTo(Math.sqrt(26), within(EXACT));
    }
  }

  @Test
  void weightsAreSummarisedAndTheirSpectralNormIsTheLargestSingularValue() {
    try (Linear layer = new Linear(2, 2, true, Init.pytorch(rng))) {
      // [[3,0],[4,5]] has the singular values √45 and √5.
      layer.loadStateDict(
          Map.of(
              "weight", Tensor.of(new float[] {3, 0, 4, 5}, 2, 2),
              "bias", Tensor.of(new float[] {0, -7}, 2)),
          "test");
      Inspection inspection = new Inspection();
      inspection.weights("discriminator", layer);
      inspection.spectralNorms(layer);
      assertThat(inspection.values().get("weight.discriminator.rms"))
          .isCloseTo(Math.sqrt(99 / 6.0), within(EXACT));
      assertThat(inspection.values()).containsEntry("weight.discriminator.largest", 7.0);
      assertThat(inspection.values().get("spectral.weight"))
          .isCloseTo(Math.sqrt(45), within(EXACT));
    }
  }

  @Test
  void spectralNormOfWeightsThatAreNoNumbersIsNoNumber() {
    assertThat(Tensor.of(new float[] {1, Float.NaN, 2, 3}, 2, 2).spectralNorm()).isNaN();
    assertThat(Tensor.of(new float[] {1, Float.POSITIVE_INFINITY, 2, 3}, 2, 2).spectralNorm())
        .isNaN();
  }

  @Test
  void activationsAreSummarised() {
    Inspection inspection = new Inspection();
    inspection
        .activations("generator")
        .activation("main.1", Tensor.of(new float[] {0, 0, 1, 3}, 2, 2));
    assertThat(inspection.values())
        .containsEntry("activation.generator.main.1.mean", 1.0)
        .containsEntry("activation.generator.main.1.zero", 0.5);
    assertThat(inspection.values().get("activation.generator.main.1.std"))
        .isCloseTo(Math.sqrt(2), within(EXACT));
  }

  @Test
  void diversityIsRelativeToThatOfTheData() {
    Tensor real = rng.normal(16, 2, 3, 3);
    Inspection inspection = new Inspection();
    inspection.diversity(real, real.times(0.5));
    assertThat(inspection.values().get("diversity")).isCloseTo(0.5, within(1e-5));
    inspection.diversity(real, Tensor.ones(16, 2, 3, 3));
    assertThat(inspection.values()).containsEntry("diversity", 0.0);
  }
}
