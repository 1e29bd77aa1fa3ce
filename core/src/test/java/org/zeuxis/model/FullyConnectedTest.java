package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks.Minibatch;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Norm;

/** {@link MaxoutMlp} and {@link PointMlp}. */
class FullyConnectedTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({"1,28", "3,32"})
  void maxoutNetworksPaintAndJudgeImages(int channels, int size) {
    MaxoutMlp networks = new MaxoutMlp(channels, size, 12);
    Generator g = networks.generator(5, init);
    Discriminator d = networks.discriminator(init, new Rng(2));
    Tensor images = g.forward(new Rng(3).normal(2, 5), null);
    assertThat(images.shape()).containsExactly(2, channels, size, size);
    assertThat(images.abs().max().item()).isLessThan(1);
    assertThat(d.forward(images, null).shape()).containsExactly(2);
    assertThat(d.features(images, null).shape()).containsExactly(2, 240);
    // Two hidden layers; 240 units of 5 pieces, twice; a logit.
    long v = (long) channels * size * size;
    assertThat(g.parameterCount()).isEqualTo((5 + 1) * 12 + (12 + 1) * 12 + (12 + 1) * v);
    assertThat(d.parameterCount()).isEqualTo((v + 1) * 1200 + (240 + 1) * 1200 + 240 + 1);
  }

  @Test
  void maxoutGeneratorEndsInThePapersSigmoidMovedToMinusOneToOne() {
    Generator g = new MaxoutMlp(1, 2, 3).generator(2, init);
    try (NoGrad guard = new NoGrad()) {
      g.parameters().values().forEach(p -> p.fillInPlace(0));
      g.parameters().get("main.4.bias").copyFrom(Tensor.of(new float[] {-2, 0, 1, 30}, 4));
    }
    float[] y = g.forward(Tensor.ones(1, 2), null).toFloats();
    double[] bias = {-2, 0, 1, 30};
    for (int i = 0; i < 4; i++) {
      assertThat((double) y[i]).isCloseTo(2 / (1 + Math.exp(-bias[i])) - 1, within(1e-6));
    }
  }

  @Test
  void maxoutDiscriminatorDropsOutInTrainingOnly() {
    Discriminator d = new MaxoutMlp(1, 8, 4).discriminator(init, new Rng(2));
    Tensor x = new Rng(3).normal(2, 1, 8, 8);
    assertThat(d.forward(x, null).sameAs(d.forward(x, null))).isFalse();
    d.train(false);
    assertThat(d.forward(x, null).sameAs(d.forward(x, null))).isTrue();
  }

  @Test
  void pointNetworksMakeAndJudgePointsOfThePlane() {
    PointMlp networks = new PointMlp(16, 3);
    Generator g = networks.generator(4, init);
    Discriminator d = networks.discriminator(init);
    Tensor points = g.forward(new Rng(3).normal(7, 4), null);
    assertThat(points.shape()).containsExactly(7, 2);
    assertThat(d.forward(points, null).shape()).containsExactly(7);
    assertThat(g.parameterCount()).isEqualTo((4 + 1) * 16 + 2 * (16 + 1) * 16 + (16 + 1) * 2);
    assertThat(d.parameterCount()).isEqualTo((2 + 1) * 16 + 2 * (16 + 1) * 16 + 16 + 1);
    assertThatThrownBy(() -> d.forward(Tensor.ones(3, 3), null))
        .hasMessage("Discriminator.forward(x): expected [N,D] = [*,2], got [3,3]");
  }

  @Test
  void pointNetworksHaveNoMapsToLookAt() {
    PointMlp networks = new PointMlp(8, 1);
    Blocks attention = new Blocks(Norm.NONE, 7, Minibatch.NONE);
    assertThatThrownBy(() -> networks.generator(3, attention, init))
        .hasMessage("points: attention must be 0, there are no maps, got 7");
    Blocks std = new Blocks(Norm.NONE, 0, Minibatch.STD);
    assertThatThrownBy(() -> networks.discriminator(2, std, init))
        .hasMessageContaining("minibatch must be none or discrimination, got std");
  }

  @Test
  void valuesOutsideTheirRangeAreNamed() {
    for (Runnable make : List.<Runnable>of(
        () -> new MaxoutMlp(0, 28, 12),
        () -> new MaxoutMlp(1, 0, 12),
        () -> new MaxoutMlp(1, 28, 0),
        () -> new PointMlp(0, 1),
        () -> new PointMlp(8, 0))) {
      assertThatThrownBy(make::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("must be >= 1, got 0");
    }
  }
}
