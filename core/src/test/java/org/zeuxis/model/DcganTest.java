package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks.Minibatch;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Norm;

/** The values of a DCGAN are compared with PyTorch's in the tests of the game. */
@ExtendWith(OneThread.class)
class DcganTest {
  private final Scope scope = new Scope();
  private final Init init = Init.dcgan(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  static IntStream sizes() {
    return IntStream.rangeClosed(8, 128);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void generatorPaintsAndDiscriminatorJudgesImagesOfEverySize(int size) {
    paintAndJudge(1, size);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 28, 32, 64, 127})
  void theSameInColour(int size) {
    paintAndJudge(3, size);
  }

  private void paintAndJudge(int channels, int size) {
    Dcgan networks = new Dcgan(channels, size, 2, 4);
    try (NoGrad guard = new NoGrad();
        Generator g = networks.generator(5, init);
        Discriminator d = networks.discriminator(channels, init)) {
      Tensor images = g.forward(new Rng(1).normal(1, 5), null);
      assertThat(images.shape()).containsExactly(1, channels, size, size);
      assertThat(images.abs().max().item()).isLessThanOrEqualTo(1);
      Tensor logits = d.forward(images, null);
      assertThat(logits.shape()).containsExactly(1);
      assertThat(logits.isFinite()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"28, 1, 1", "64, 3, 3", "64, 3, 13"})
  void parametersAreAsManyAsTheLayersHave(int size, int channels, int inputs) {
    long f = 64;
    long latent = 100;
    boolean small = size == 28;
    // 28: 7 → 14 → 28 with 2f, f; 64: 4 → 8 → 16 → 32 → 64 with 8f, 4f, 2f, f channels.
    long[] widths = small ? new long[] {2 * f, f} : new long[] {8 * f, 4 * f, 2 * f, f};
    long base = small ? 7 : 4;
    long g = latent * widths[0] * base * base + 2 * widths[0];
    long d = inputs * f * 16 + f + widths[0] * base * base + 1;
    for (int i = 1; i < widths.length; i++) {
      long convolution = widths[i - 1] * widths[i] * 16;
      g += convolution + 2 * widths[i];
      d += convolution + 2 * widths[i - 1];
    }
    g += f * channels * 16 + channels;
    Dcgan networks = new Dcgan(channels, size, (int) f, 1024);
    assertThat(networks.generator((int) latent, init).parameterCount()).isEqualTo(g);
    assertThat(networks.discriminator(inputs, init).parameterCount()).isEqualTo(d);
  }

  @Test
  void parametersOfThe64NetworksAreThoseOfPyTorchsTutorialAndTheOuterBiases() {
    // The tutorial's 3,576,704 and 2,765,568 have no bias next to the image and at the logit.
    Dcgan networks = new Dcgan(3, 64, 64, 1024);
    assertThat(networks.generator(100, init).parameterCount()).isEqualTo(3_576_704 + 3);
    assertThat(networks.discriminator(3, init).parameterCount()).isEqualTo(2_765_568 + 64 + 1);
  }

  @Test
  void channelsDoubleUpToTheirLimit() {
    Generator g = new Dcgan(1, 64, 4, 10).generator(3, init);
    assertThat(g.parameters().get("main.4.weight").shape()).containsExactly(10, 10, 4, 4);
    assertThat(g.parameters().get("main.7.weight").shape()).containsExactly(10, 8, 4, 4);
    assertThat(g.parameters().get("main.10.weight").shape()).containsExactly(8, 4, 4, 4);
  }

  @Test
  void weightsBeginAsThePaperSays() {
    Generator g = new Dcgan(3, 64, 64, 1024).generator(100, init);
    g.parameters().forEach((name, value) -> {
      double n = value.count();
      if (value.dimensions() > 1) {
        requireNear(name, value.std().item(), 0.02, 5 * 0.02 / Math.sqrt(2 * n));
        requireNear(name, value.mean().item(), 0, 5 * 0.02 / Math.sqrt(n));
      } else if (name.endsWith("weight")) {
        requireNear(name, value.mean().item(), 1, 5 * 0.02 / Math.sqrt(n));
        requireNear(name, value.std().item(), 0.02, 5 * 0.02 / Math.sqrt(2 * n));
      } else {
        requireNear(name, value.abs().max().item(), 0, 0);
      }
    });
  }

  private static void requireNear(String name, double actual, double expected, double allowed) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s, expected %s", name, actual, expected)
        .isLessThanOrEqualTo(allowed);
  }

  /** A recipe and its seed stand for weights: the order of draws is part of what a run stores. */
  @Test
  void weightsAreDrawnLayerAfterLayer() {
    Rng rng = new Rng(9);
    List<Tensor> expected = new ArrayList<>();
    for (long[] shape : List.of(
        new long[] {8 * 4 * 4, 3},
        new long[] {8},
        new long[] {8, 4, 4, 4},
        new long[] {4},
        new long[] {4, 1, 4, 4},
        new long[] {4, 2, 4, 4},
        new long[] {8, 4, 4, 4},
        new long[] {8},
        new long[] {1, 8 * 4 * 4})) {
      expected.add(rng.normal(shape).times(0.02).plus(shape.length == 1 ? 1 : 0));
    }
    Init same = Init.dcgan(new Rng(9));
    Dcgan networks = new Dcgan(1, 16, 4, 8);
    List<Tensor> drawn = new ArrayList<>();
    for (Module network : List.of(networks.generator(3, same), networks.discriminator(2, same))) {
      network.parameters().forEach((name, value) -> {
        if (name.endsWith("weight")) {
          drawn.add(value);
        }
      });
    }
    assertThat(drawn).hasSameSizeAs(expected);
    for (int i = 0; i < drawn.size(); i++) {
      assertThat(drawn.get(i).sameAs(expected.get(i))).as("weight " + i).isTrue();
    }
  }

  @Test
  void layersBeforeANormalisationThatReplacesNoBiasKeepTheirs() {
    Dcgan networks = new Dcgan(1, 32, 2, 8);
    for (Norm norm : Norm.values()) {
      Blocks blocks = new Blocks(norm, 0, Minibatch.NONE);
      Generator g = networks.generator(3, blocks, init);
      assertThat(g.parameters().containsKey("main.0.bias")).isEqualTo(norm.needsBias());
      assertThat(g.parameters().values().stream().filter(p -> p.size(0) == 8).count())
          .as("8 outputs: projection's norm, or its bias is 8·16 wide")
          .isEqualTo(!norm.needsBias() && norm != Norm.INSTANCE_PLAIN ? 3 : 1);
    }
  }

  @Test
  void attentionLooksAtTheMapOfItsSideInBothNetworks() {
    Dcgan networks = new Dcgan(1, 32, 8, 16);
    for (int side : new int[] {4, 8, 16}) {
      Blocks blocks = new Blocks(Norm.BATCH, side, Minibatch.NONE);
      for (Module network :
          List.of(networks.generator(3, blocks, init), networks.discriminator(1, blocks, init))) {
        long width = side == 16 ? 8 : 16;
        List<String> names = network.parameters().keySet().stream()
            .filter(name -> name.endsWith(".f.weight"))
            .toList();
        assertThat(names).hasSize(1);
        assertThat(network.parameters().get(names.get(0)).size(1)).isEqualTo(width);
      }
    }
  }

  @Test
  void attentionAtASideThatNoMapHasIsRefusedWithTheSidesThereAre() {
    Dcgan networks = new Dcgan(1, 28, 2, 4);
    Blocks blocks = new Blocks(Norm.BATCH, 16, Minibatch.NONE);
    String end = ": attention must be the side of a map, one of [7, 14], or 0 for none, got 16";
    assertThatThrownBy(() -> networks.generator(3, blocks, init))
        .hasMessage("dcgan generator" + end);
    assertThatThrownBy(() -> networks.discriminator(1, blocks, init))
        .hasMessage("dcgan discriminator" + end);
    assertThatThrownBy(() -> new Blocks(Norm.NONE, -1, Minibatch.NONE))
        .hasMessage("attention must be the side of a map, or 0 for none, got -1");
  }

  @ParameterizedTest
  @EnumSource(Minibatch.class)
  void discriminatorKnowsOfTheBatchWhatItIsTold(Minibatch minibatch) {
    Discriminator d = new Dcgan(1, 16, 2, 4)
        .discriminator(1, new Blocks(Norm.NONE, 0, minibatch), Init.pytorch(new Rng(3)));
    Tensor x = new Rng(4).normal(4, 1, 16, 16);
    Tensor alone = x.narrow(0, 0, 1);
    Tensor alike = alone.expand(4, 1, 16, 16);
    double among = d.forward(x, null).select(0, 0).item();
    double amongItsLike = d.forward(alike, null).select(0, 0).item();
    assertThat(among == amongItsLike).isEqualTo(minibatch == Minibatch.NONE);
    long[] features = d.features(x, null).shape();
    assertThat(features[1])
        .isEqualTo(
            switch (minibatch) {
              case NONE -> 4 * 16;
              case STD -> 5 * 16;
              case DISCRIMINATION -> 4 * 16 + 100;
            });
  }

  @Test
  void inputsOfOtherShapesAreNamed() {
    Dcgan networks = new Dcgan(3, 32, 2, 4);
    assertThatThrownBy(() -> networks.discriminator(3, init).forward(Tensor.ones(4, 3, 2, 2), null))
        .hasMessage("Discriminator.forward(x): expected [N,C,H,W] = [*,3,32,32], got [4,3,2,2]");
    assertThatThrownBy(() -> networks.generator(5, init).forward(Tensor.ones(4, 6), null))
        .hasMessage("Generator.forward(z): expected [N,latent] = [*,5], got [4,6]");
  }

  @ParameterizedTest
  @CsvSource({
    "0,32,4,8, 'dcgan: channels must be >= 1, got 0'",
    "1,7,4,8, 'dcgan: size must be in 8..128, got 7'",
    "1,129,4,8, 'dcgan: size must be in 8..128, got 129'",
    "1,32,0,8, 'dcgan: features must be >= 1, got 0'",
    "1,32,9,8, 'dcgan: maxFeatures must be >= features, got 8'"
  })
  void valuesOutsideTheirRangeAreNamed(int channels, int size, int f, int max, String message) {
    assertThatThrownBy(() -> new Dcgan(channels, size, f, max)).hasMessage(message);
  }
}
