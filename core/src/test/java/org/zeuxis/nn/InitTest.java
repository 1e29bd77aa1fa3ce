package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Moments against those of the distributions, within five standard errors; bounds exactly. */
class InitTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void dcganWeightsAreNormalWithDeviationTwoHundredths() {
    Init init = Init.dcgan(new Rng(1));
    requireMoments(init.weight(999, 64, 32, 4, 4), 0, 0.02);
    requireMoments(init.table(200, 100), 0, 0.02);
    requireMoments(init.scale(20_000), 1, 0.02);
    assertThat(init.bias(999, 7).toFloats()).containsOnly(0).hasSize(7);
  }

  @Test
  void dcganLayersFollowTheInit() {
    Init init = Init.dcgan(new Rng(2));
    requireMoments(new Conv2d(64, 64, 4, 2, 1, true, init).parameters().get("weight"), 0, 0.02);
    requireMoments(
        new ConvTranspose2d(64, 64, 4, 2, 1, true, init).parameters().get("weight"), 0, 0.02);
    requireMoments(new Linear(100, 400, true, init).parameters().get("weight"), 0, 0.02);
    BatchNorm norm = new BatchNorm(5000, init);
    requireMoments(norm.parameters().get("weight"), 1, 0.02);
    assertThat(norm.parameters().get("bias").toFloats()).containsOnly(0);
  }

  @Test
  void pytorchWeightsAndBiasesAreUniformWithinOneOverTheRootOfTheFanIn() {
    Init init = Init.pytorch(new Rng(3));
    requireUniform(new Linear(400, 60, true, init), 400);
    requireUniform(new Conv2d(16, 64, 4, 2, 1, true, init), 16 * 4 * 4);
    // PyTorch counts weight.size(1), which is the transposed convolution's output.
    requireUniform(new ConvTranspose2d(16, 64, 4, 2, 1, true, init), 64 * 4 * 4);
    requireMoments(init.table(200, 100), 0, 1);
    assertThat(init.scale(3).toFloats()).containsOnly(1);
  }

  private static void requireUniform(Layer layer, long fanIn) {
    double bound = 1 / Math.sqrt((double) fanIn);
    Tensor weight = layer.parameters().get("weight");
    assertThat(weight.abs().max().item()).isBetween(0.99 * bound, bound * (1 + 1e-6));
    requireMoments(weight, 0, bound / Math.sqrt(3));
    assertThat(layer.parameters().get("bias").abs().max().item())
        .isBetween(0.8 * bound, bound * (1 + 1e-6));
  }

  @Test
  void uniformWeightsAreWithinTheBoundAndBiasesZero() {
    Init init = Init.uniform(new Rng(4), 0.05);
    Tensor weight = init.weight(3, 100, 200);
    assertThat(weight.abs().max().item()).isBetween(0.0499, 0.05 * (1 + 1e-6));
    requireMoments(weight, 0, 0.05 / Math.sqrt(3));
    assertThat(init.bias(3, 5).toFloats()).containsOnly(0);
    assertThat(init.scale(5).toFloats()).containsOnly(1);
  }

  @Test
  void xavierWeightsAreUniformWithinABoundOfBothFans() {
    Init init = Init.xavier(new Rng(6));
    Tensor weight = init.weight(1, 40, 20, 5, 5);
    double bound = Math.sqrt(6 / ((40 + 20) * 25.0)); // torch.nn.init.xavier_uniform_
    assertThat(weight.abs().max().item()).isBetween(0.999 * bound, bound * (1 + 1e-6));
    requireMoments(weight, 0, bound / Math.sqrt(3));
    requireMoments(init.weight(1, 200, 100), 0, Math.sqrt(2 / 300.0));
    assertThat(init.bias(3, 5).toFloats()).containsOnly(0);
    assertThat(init.scale(5).toFloats()).containsOnly(1);
  }

  @Test
  void fanInWeightsKeepTheVarianceOfWhatGoesIn() {
    Init init = Init.fanIn(new Rng(7));
    requireMoments(init.weight(400, 64, 16, 5, 5), 0, 1 / 20.0);
    assertThat(init.bias(3, 5).toFloats()).containsOnly(0);
  }

  @Test
  void sameSeedGivesTheSameNetwork() {
    assertThat(Init.dcgan(new Rng(5)).weight(1, 9).sameAs(Init.dcgan(new Rng(5)).weight(1, 9)))
        .isTrue();
  }

  private static void requireMoments(Tensor values, double mean, double deviation) {
    double n = values.count();
    assertThat(values.mean().item()).isCloseTo(mean, within(5 * deviation / Math.sqrt(n)));
    assertThat(values.std().item()).isCloseTo(deviation, within(5 * deviation / Math.sqrt(2 * n)));
  }
}
