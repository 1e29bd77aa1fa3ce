package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Numbers of PyTorch are those of {@code make_stability_layer_fixtures.py}. */
class WeightFormTest {
  private static final Fixture FIXTURE = Fixture.load("stability_layers");

  private final Scope scope = new Scope();
  private final Rng rng = new Rng(1);
  private final Init init = Init.pytorch(rng);

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void threeForwardsBeforeTheGradientAndOneInUseAreAsInPyTorch() {
    Conv2d conv = spectral(new Conv2d(3, 4, 3, 2, 1, true, init));
    conv.loadStateDict(FIXTURE.group("three/state"), "fixture");
    Tensor total = Tensor.zeros();
    for (int i = 0; i < 3; i++) {
      Tensor y = conv.forward(FIXTURE.get("three/x/" + i));
      assertClose("y" + i, y, FIXTURE.get("three/y/" + i));
      total = total.plus(y.square().times(FIXTURE.get("three/c/" + i)).sum());
    }
    Tensor gradient = total.gradients(List.of(conv.parameters().get("weight"))).get(0);
    assertClose("gradient", gradient, FIXTURE.get("three/gradient"));
    conv.train(false);
    assertClose("in use", conv.forward(FIXTURE.get("three/x/0")), FIXTURE.get("three/in_use"));
    FIXTURE
        .group("three/after")
        .forEach((name, value) -> assertClose(name, conv.buffers().get(name), value));
  }

  @Test
  void afterManyIterationsTheLargestSingularValueIsOne() {
    Conv2d conv = spectral(new Conv2d(3, 4, 3, 2, 1, false, init));
    Map<String, Tensor> state = new LinkedHashMap<>(conv.stateDict());
    Tensor weight = FIXTURE.get("converged/weight");
    state.put("weight", weight);
    conv.loadStateDict(state, "fixture");
    for (int i = 0; i < 500; i++) {
      conv.weight();
    }
    assertClose("weight", conv.weight(), FIXTURE.get("converged/effective"));
    double sigma = weight.flatten(1).spectralNorm();
    assertClose("W/σ", conv.weight(), weight.dividedBy(sigma));
    assertThat(conv.weight().detach().flatten(1).spectralNorm()).isCloseTo(1, within(1e-5));
  }

  @Test
  void transposedConvolutionIsNormalisedAsAMatrixOfOutputs() {
    ConvTranspose2d conv = spectral(new ConvTranspose2d(3, 5, 4, 2, 1, false, init));
    assertThat(conv.buffers().get("weight_u").shape()).containsExactly(5);
    assertThat(conv.buffers().get("weight_v").shape()).containsExactly(3 * 4 * 4);
    for (int i = 0; i < 500; i++) {
      conv.weight();
    }
    Tensor matrix = conv.weight().detach().transpose(0, 1).flatten(1);
    assertThat(matrix.spectralNorm()).isCloseTo(1, within(1e-5));
  }

  @Test
  void spectralNetworkBeginsBoundedAndStaysInUse() {
    Linear linear = spectral(new Linear(20, 10, false, init));
    linear.train(false);
    Tensor first = linear.weight();
    assertThat(first.detach().spectralNorm()).isBetween(0.999, 1.1);
    assertThat(linear.weight().sameAs(first)).isTrue();
    linear.train(true);
    assertThat(linear.weight().sameAs(first)).isFalse();
  }

  @Test
  void stateDictContinuesTheIterationBitForBit() {
    Linear one = spectral(new Linear(20, 10, true, init));
    one.weight();
    Map<String, Tensor> saved = new LinkedHashMap<>();
    one.stateDict().forEach((name, value) -> saved.put(name, value.detach().copy()));
    Linear other = spectral(new Linear(20, 10, true, init));
    other.loadStateDict(saved, "file");
    for (int i = 0; i < 5; i++) {
      assertThat(other.weight().sameAs(one.weight())).isTrue();
    }
    assertThat(saved.keySet()).containsExactly("weight", "bias", "weight_u", "weight_v");
    assertThat(one.parameters().keySet()).containsExactly("weight", "bias");
  }

  @Test
  void scaleOfTheWeightDoesNotReachASpectralLayersOutput() {
    Linear linear = spectral(new Linear(4, 3, false, init));
    linear.train(false);
    Tensor weight = linear.parameters().get("weight");
    Tensor along = linear.weight().square().times(rng.normal(3, 4)).sum();
    Tensor gradient = along.gradients(List.of(weight)).get(0);
    // A function of W/σ(W) has no slope along W (equation 12's consequence).
    assertThat(gradient.times(weight.detach()).sumAsDouble()).isCloseTo(0, within(1e-5));
  }

  @Test
  void weightNormBeginsAsTheNetworkWas() {
    for (WeightedLayer layer : List.of(
        new Linear(4, 3, true, init),
        new Conv2d(4, 6, 3, 1, 1, 2, true, init),
        new ConvTranspose2d(4, 3, 3, 1, 1, true, init))) {
      Tensor before = layer.weight().detach().copy();
      WeightForm.WEIGHT_NORM.applyTo(layer, rng);
      assertClose("weight", layer.weight(), before, 1e-6);
      assertThat(layer.parameters().keySet()).containsExactly("weight", "bias", "weight_g");
      assertThat(layer.parameters().values()).allMatch(Tensor::requiresGradient);
    }
  }

  @Test
  void equalizedWeightsAreDrawnAnewAndScaledByHesConstant() {
    Conv2d conv = new Conv2d(8, 64, 4, 1, 0, true, init);
    ConvTranspose2d transposed = new ConvTranspose2d(64, 32, 4, 2, 1, true, init);
    Linear last = new Linear(1000, 100, true, init);
    Sequential network = new Sequential(conv, new Sequential(transposed), last);
    WeightForm.EQUALIZED.applyTo(network, rng);
    for (WeightedLayer layer : List.of(conv, transposed, last)) {
      Tensor weight = layer.parameters().get("weight");
      double n = weight.count();
      assertThat(weight.mean().item()).isCloseTo(0, within(5 / Math.sqrt(n)));
      assertThat(weight.std().item()).isCloseTo(1, within(5 / Math.sqrt(2 * n)));
      assertThat(layer.parameters().get("bias").toFloats()).containsOnly(0);
    }
    requireScale(conv, Math.sqrt(2.0 / (8 * 4 * 4)));
    requireScale(transposed, Math.sqrt(2.0 / (64 * 4 * 4)));
    requireScale(last, Math.sqrt(1.0 / 1000));
    assertThat(network.parameters()).hasSize(6);
    assertThat(network.buffers()).isEmpty();
  }

  private static void requireScale(WeightedLayer layer, double scale) {
    assertClose("weight", layer.weight(), layer.parameters().get("weight").times(scale), 1e-6);
  }

  @Test
  void equalizedDrawsFollowTheSeed() {
    Linear one = new Linear(4, 3, true, init);
    Linear other = new Linear(4, 3, true, init);
    WeightForm.EQUALIZED.applyTo(one, new Rng(3));
    WeightForm.EQUALIZED.applyTo(other, new Rng(3));
    assertThat(one.weight().sameAs(other.weight())).isTrue();
    assertThat(one.parameters().get("weight").sameAs(new Rng(3).normal(3, 4))).isTrue();
  }

  @Test
  void plainChangesAndDrawsNothing() {
    Linear linear = new Linear(4, 3, true, init);
    byte[] state = rng.state();
    WeightForm.PLAIN.applyTo(linear, rng);
    assertThat(rng.state()).isEqualTo(state);
    assertThat(linear.weight()).isSameAs(linear.parameters().get("weight"));
  }

  @Test
  void layersInsideOthersAreReached() {
    SelfAttention attention = spectral(new SelfAttention(8, init));
    assertThat(attention.buffers().keySet()).contains("f.weight_u", "g.weight_u", "v.weight_v");
    Maxout maxout = spectral(new Maxout(3, 2, 2, init));
    assertThat(maxout.buffers().keySet()).containsExactly("linear.weight_u", "linear.weight_v");
  }

  @Test
  void effectiveWeightsAreShownAndNothingMoves() {
    Linear linear = new Linear(4, 3, true, init);
    Layer network =
        spectral(new Sequential(linear, new Residual(new Conv2d(2, 2, 1, 1, 0, true, init))));
    Tensor before = linear.buffers().get("weight_u").copy();
    Map<String, Tensor> weights = WeightForm.effectiveWeights(network);
    assertThat(weights.keySet()).containsExactly("0.weight", "1.main.weight");
    assertThat(linear.buffers().get("weight_u").sameAs(before)).isTrue();
    assertThat(linear.isTraining()).isTrue();
    linear.train(false);
    assertThat(weights.get("0.weight").sameAs(linear.weight().detach())).isTrue();
    assertThat(weights.get("0.weight").requiresGradient()).isFalse();
  }

  @Test
  void secondFormIsRefused() {
    Linear linear = spectral(new Linear(4, 3, true, init));
    assertThatThrownBy(() -> WeightForm.EQUALIZED.applyTo(linear, rng))
        .hasMessage("Linear: the weight has a form already, expected WeightForm.applyTo(network)"
            + " once");
  }

  @Test
  void namesAreThoseOfRecipes() {
    assertThat(WeightForm.WEIGHT_NORM).hasToString("weight-norm");
    assertThat(WeightForm.EQUALIZED).hasToString("equalized");
  }

  @Test
  void layersDrawTheirWeightAndThenTheirBias() {
    Linear linear = new Linear(4, 3, true, Init.pytorch(new Rng(5)));
    Init again = Init.pytorch(new Rng(5));
    assertThat(linear.parameters().get("weight").sameAs(again.weight(4, 3, 4))).isTrue();
    assertThat(linear.parameters().get("bias").sameAs(again.bias(4, 3))).isTrue();
  }

  @Test
  void groupsMustDivideBothChannelCounts() {
    assertThatThrownBy(() -> new Conv2d(4, 6, 3, 1, 1, 4, true, init))
        .hasMessage("Conv2d: in and out must be multiples of groups, got 4, 6 and 4");
    assertThatThrownBy(() -> new Conv2d(4, 6, 3, 1, 1, 0, true, init))
        .hasMessageContaining("got 4, 6 and 0");
  }

  private <L extends Layer> L spectral(L layer) {
    WeightForm.SPECTRAL.applyTo(layer, rng);
    return layer;
  }
}
