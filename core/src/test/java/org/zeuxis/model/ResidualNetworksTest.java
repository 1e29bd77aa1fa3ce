package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks.Minibatch;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Norm;

/** {@link ResNet}, {@link R3gan} and {@link Began} at all sizes; values are PyTorch's elsewhere. */
@ExtendWith(OneThread.class)
class ResidualNetworksTest {
  private final Scope scope = new Scope();
  private final Init init = Init.fanIn(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  static IntStream sizes() {
    return IntStream.concat(IntStream.rangeClosed(8, 33), IntStream.of(47, 64, 95, 127, 128));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void resnetsPaintAndJudgeImagesOfEverySize(int size) {
    ResNet networks = new ResNet(1, size, 2);
    paintAndJudge(
        1,
        size,
        2,
        networks.generator(5, Blocks.BATCH_NORM, init),
        networks.discriminator(1, Blocks.PLAIN, init));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void r3gansPaintAndJudgeImagesOfEverySize(int size) {
    for (boolean light : new boolean[] {true, false}) {
      for (int groupWidth : new int[] {0, 2}) {
        R3gan networks = new R3gan(3, size, 2, 4, 1, groupWidth, light);
        paintAndJudge(3, size, 4, networks.generator(5, init), networks.discriminator(3, init));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void begansPaintAndJudgeImagesOfEverySize(int size) {
    Began networks = new Began(3, size, 2);
    paintAndJudge(3, size, 7, networks.generator(5, init), networks.discriminator(3, 7, init));
  }

  private void paintAndJudge(
      int channels, int size, int features, Generator generator, Discriminator discriminator) {
    try (NoGrad guard = new NoGrad();
        Generator g = generator;
        Discriminator d = discriminator) {
      Tensor images = g.forward(new Rng(1).normal(1, 5), null);
      assertThat(images.shape()).containsExactly(1, channels, size, size);
      assertThat(images.isFinite()).isTrue();
      Tensor logits = d.forward(images, null);
      assertThat(logits.shape()).containsExactly(1);
      assertThat(logits.isFinite()).isTrue();
      assertThat(d.features(images, null).shape()).containsExactly(1, features);
    }
  }

  /** The tables of SNGAN with 256 and 128 channels, counted by hand. */
  @Test
  void resnetsFor32AreThoseOfTheTables() {
    ResNet g = new ResNet(3, 32, 256);
    long up = 2 * (256L * 256 * 9 + 256) + (256 * 256 + 256) + 4 * 256;
    assertThat(g.generator(128, Blocks.BATCH_NORM, init).parameterCount())
        .isEqualTo((128 + 1) * 256L * 16 + 3 * up + 2 * 256 + 256 * 3 * 9 + 3);
    long c3 = 128L * 128 * 9 + 128;
    long c1 = 128L * 128 + 128;
    long first = (3 * 128 * 9 + 128) + c3 + (3 * 128 + 128);
    assertThat(new ResNet(3, 32, 128).discriminator(3, Blocks.PLAIN, init).parameterCount())
        .isEqualTo(first + (2 * c3 + c1) + 2 * (2 * c3) + 128);
  }

  @Test
  void discriminatorsOfResnetsAddUpTheMap() {
    Discriminator d = new ResNet(1, 32, 2).discriminator(1, Blocks.PLAIN, init);
    // Weights of zero leave the last block's bias: 8·8 times it is a feature.
    d.parameters().forEach((name, value) -> {
      try (NoGrad guard = new NoGrad()) {
        value.fillInPlace(name.equals("main.3.main.3.bias") ? 0.5 : 0);
      }
    });
    assertThat(d.features(Tensor.ones(1, 1, 32, 32), null).toFloats()).containsOnly(32);
  }

  @Test
  void blocksOfResnetsBeginWithAGainOfTheRootOfTwo() {
    Generator g = new ResNet(3, 32, 64).generator(100, Blocks.BATCH_NORM, Init.xavier(new Rng(2)));
    Map<String, Tensor> weights = g.parameters();
    double xavier = Math.sqrt(6 / (64 * 2 * 9.0));
    Tensor inside = weights.get("main.2.main.3.weight");
    assertThat(inside.abs().max().item()).isCloseTo(Math.sqrt(2) * xavier, within(0.01 * xavier));
    double window1 = Math.sqrt(6 / (64 * 2.0));
    Tensor shortcut = weights.get("main.2.shortcut.0.weight");
    assertThat(shortcut.abs().max().item()).isCloseTo(window1, within(0.01 * window1));
  }

  @Test
  void attentionAndNormalisationThatAResnetHasNotAreRefused() {
    ResNet networks = new ResNet(1, 32, 2);
    Blocks blocks = new Blocks(Norm.NONE, 5, Minibatch.NONE);
    assertThatThrownBy(() -> networks.generator(3, blocks, init))
        .hasMessage("resnet generator: attention must be the side of a map, one of [4, 8, 16, 32],"
            + " or 0 for none, got 5");
    assertThatThrownBy(() -> networks.discriminator(1, blocks, init))
        .hasMessage("resnet discriminator: attention must be the side of a map, one of [8, 16],"
            + " or 0 for none, got 5");
    assertThatThrownBy(() -> networks.discriminator(1, Blocks.BATCH_NORM, init))
        .hasMessage("resnet discriminator: norm must be none, got batch");
  }

  /** L = 6 blocks; m = 3 convolutions in the paper's block, 2 in the plain one. */
  @ParameterizedTest
  @CsvSource({"16, 1, 64, 0.25", "0, 0, 1152, 0.5"})
  void blocksOfR3gansBeginAsNoneAndScaledByTheirNumber(
      int groupWidth, int layer, int fanIn, double power) {
    Generator g = new R3gan(3, 28, 16, 64, 2, groupWidth, false).generator(64, init);
    Map<String, Tensor> weights = g.parameters();
    // Index 1 is the first block after the learned maps; a plain block begins with LeakyReLU.
    Tensor first = weights.get(layer == 1 ? "main.1.main.0.weight" : "main.1.main.1.weight");
    double expected =
        Math.sqrt(2 / 1.04) * Math.pow(6, -power) / Math.sqrt(layer == 1 ? fanIn : 64 * 9.0);
    assertThat(first.std().item()).isCloseTo(expected, within(0.05 * expected));
    Tensor last = weights.get(layer == 1 ? "main.1.main.4.weight" : "main.1.main.3.weight");
    assertThat(last.abs().max().item()).isZero();
    assertThat(weights.get("main.0.basis").std().item()).isCloseTo(1, within(0.05));
  }

  @Test
  void lightR3ganHasNoBlocksAtTheImagesSide() {
    R3gan light = new R3gan(3, 28, 16, 64, 1, 0, true);
    long plain64 = 64 * 64 * 9 * 2 + 64;
    long plain32 = 32 * 32 * 9 * 2 + 32;
    assertThat(light.generator(64, init).parameterCount())
        .isEqualTo((64 + 1) * 64L * 49 + plain64 + 64 * 32 + plain32 + 32 * 3 * 16 + 3);
    assertThat(light.discriminator(3, init).parameterCount())
        .isEqualTo((3 * 32 * 16 + 32) + plain32 + 32 * 64 + plain64 + 64 * 49 + 64);
  }

  @Test
  void beganWithoutFiltersPaintsItsBiasAndJudgesByTheDistanceToIt() {
    Began networks = new Began(1, 16, 2);
    Discriminator d = networks.discriminator(1, 4, init);
    try (NoGrad guard = new NoGrad()) {
      d.parameters().forEach((name, value) -> {
        String last = "decoder.11.bias";
        value.fillInPlace(name.equals(last) ? 0.25 : 0);
      });
    }
    Tensor x = Tensor.cat(List.of(Tensor.full(0.25, 1, 1, 16, 16), Tensor.ones(1, 1, 16, 16)), 0);
    assertThat(d.forward(x, null).neg().toFloats()).containsExactly(0, 0.75f);
  }

  @Test
  void filtersOfABeganGrowLinearlyWithEachHalving() {
    Discriminator d = new Began(3, 64, 5).discriminator(3, 32, init);
    List<Long> widths = d.parameters().entrySet().stream()
        .filter(e -> e.getKey().matches("encoder\\.\\d+\\.weight"))
        .map(e -> e.getValue().size(0))
        .toList();
    assertThat(widths)
        .containsExactly(5L, 5L, 5L, 10L, 10L, 10L, 15L, 15L, 15L, 20L, 20L, 20L, 32L);
  }

  @Test
  void inputsOfOtherShapesAreNamed() {
    String message = "expected [N,C,H,W] = [*,3,32,32], got [4,3,2,2]";
    for (Discriminator d : List.of(
        new ResNet(3, 32, 2).discriminator(3, Blocks.PLAIN, init),
        new R3gan(3, 32, 2, 4, 1, 0, true).discriminator(3, init),
        new Began(3, 32, 2).discriminator(3, 4, init))) {
      assertThatThrownBy(() -> d.forward(Tensor.ones(4, 3, 2, 2), null))
          .hasMessage("Discriminator.forward(x): " + message);
      assertThatThrownBy(() -> d.features(Tensor.ones(4, 3, 2, 2), null))
          .hasMessage("Discriminator.features(x): " + message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,32,4, 'channels must be >= 1, got 0'",
    "1,7,4, 'size must be in 8..128, got 7'",
    "1,129,4, 'size must be in 8..128, got 129'",
    "1,32,0, 'features must be >= 1, got 0'"
  })
  void valuesOutsideTheirRangeAreNamed(int channels, int size, int features, String message) {
    assertThatThrownBy(() -> new ResNet(channels, size, features)).hasMessage("resnet: " + message);
    assertThatThrownBy(() -> new Began(channels, size, features)).hasMessage("began: " + message);
    assertThatThrownBy(() -> new R3gan(channels, size, features, 8, 1, 0, false))
        .hasMessage("r3gan: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "3,1,0, 'maxFeatures must be >= features, got 3'",
    "8,0,0, 'blocks must be >= 1, got 0'",
    "8,1,-1, 'groupWidth must be >= 0, got -1'",
    "8,1,3, 'groupWidth must divide 2 x 4 channels, got 3'",
    "10,1,8, 'groupWidth must divide 2 x 10 channels, got 8'"
  })
  void stagesThatCannotBeAreNamed(int max, int blocks, int groupWidth, String message) {
    assertThatThrownBy(() -> new R3gan(1, 32, 4, max, blocks, groupWidth, false))
        .hasMessage("r3gan: " + message);
  }
}
