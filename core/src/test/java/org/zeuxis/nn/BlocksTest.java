package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zeuxis.Close.assertClose;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Closed forms of minibatch layers, attention, residual blocks and resampling. */
class BlocksTest {
  private final Scope scope = new Scope();
  private final Rng rng = new Rng(1);
  private final Init init = Init.pytorch(rng);

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void deviationOfEqualSamplesIsTheRootOfEpsilonAndCanBeDifferentiated() {
    Tensor x = Tensor.ones(4, 2, 3, 3).requireGradient();
    Tensor y = new MinibatchStd().forward(x);
    assertThat(y.narrow(1, 0, 2).sameAs(x.detach())).isTrue();
    assertThat(y.select(1, 2).toFloats()).usingComparatorWithPrecision(1e-9f).containsOnly(1e-4f);
    Tensor slope = y.gradientWithRespectTo(x);
    assertThat(slope.isFinite()).isTrue();
    assertThat(slope.square().gradientWithRespectTo(x).isFinite()).isTrue();
  }

  @Test
  void groupsAreOfSamplesApartAndAnOddBatchIsOneGroup() {
    // Samples 0, 2 (and 1, 3) are a group of two: 0 and 2 differ by 2, deviation 1; 1 and 3 by 6.
    Tensor x = Tensor.of(new float[] {0, 0, 2, 6}, 4, 1, 1, 1);
    assertThat(new MinibatchStd(2).forward(x).select(1, 1).toFloats())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(1, 3, 1, 3);
    Tensor three = Tensor.of(new float[] {0, 3, 6}, 3, 1, 1, 1);
    assertThat(new MinibatchStd().forward(three).select(1, 1).toFloats())
        .usingComparatorWithPrecision(1e-6f)
        .containsOnly((float) Math.sqrt(6));
    assertThatThrownBy(() -> new MinibatchStd(0))
        .hasMessage("MinibatchStd: groupSize must be >= 1, got 0");
  }

  @Test
  void discriminationCountsOtherSamplesThatAreAlike() {
    MinibatchDiscrimination layer = new MinibatchDiscrimination(2, 3, 4, init);
    layer.parameters().get("linear.weight").detach().fillInPlace(1);
    Tensor x = Tensor.of(new float[] {1, 1, 1, 1, 100, 100, 1, 1.125f}, 4, 2);
    Tensor y = layer.forward(x);
    assertThat(y.shape()).containsExactly(4, 5);
    double near = Math.exp(-4 * 0.125);
    assertThat(y.select(1, 2).toFloats())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly((float) (1 + near), (float) (1 + near), 0, (float) (2 * near));
  }

  @Test
  void attentionBeginsAsNothingAndThenMixesEqualPixelsEvenly() {
    SelfAttention attention = new SelfAttention(3, init);
    Tensor x = rng.normal(2, 3, 4, 4);
    assertThat(attention.forward(x).sameAs(x)).isTrue();
    attention.parameters().get("gamma").detach().fillInPlace(2);
    attention.parameters().get("f.weight").detach().fillInPlace(0); // all pixels attract alike
    attention.parameters().get("h.weight").detach().fillInPlace(1);
    attention.parameters().get("v.weight").detach().fillInPlace(1);
    Tensor everywhere = x.sum(1).mean(1, 2).reshape(2, 1, 1, 1);
    assertClose("y", attention.forward(x), x.plus(everywhere.times(2)));
  }

  @Test
  void attentionAttendsToTheKeyThatFitsTheQuery() {
    SelfAttention attention = new SelfAttention(1, init);
    attention.parameters().values().forEach(value -> value.detach().fillInPlace(1));
    // Keys are the pixels: a query of 50 takes the largest, one of -50 the smallest.
    Tensor x = Tensor.of(new float[] {50, -50}, 1, 1, 1, 2);
    assertThat(attention.forward(x).toFloats()).containsExactly(100, -100);
  }

  @Test
  void residualAddsItsInput() {
    Tensor x = rng.normal(2, 3);
    Layer block = new Residual(new Sequential(new Identity(), new Identity()));
    Tensor y = new Sequential(new Identity(), block, block, Activation.relu()).forward(x);
    assertClose("y", y, x.times(4).relu(), 0);
    assertThat(x.isFinite()).isTrue(); // nobody closed it
  }

  @Test
  void averageOfWindows() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 2, 4);
    assertThat(new AvgPool(2).forward(x).toFloats()).containsExactly(3.5f, 5.5f);
    assertThatThrownBy(() -> new AvgPool(0)).hasMessage("AvgPool: window must be >= 1, got 0");
  }

  @Test
  void wrongShapesAreNamed() {
    refuses(
        new MinibatchStd(), "MinibatchStd.forward(x): expected [N,C,H,W] = [*,*,*,*], got [2,3]");
    refuses(
        new MinibatchDiscrimination(4, 1, 1, init),
        "MinibatchDiscrimination.forward(x): expected [N,A] = [*,4], got [2,3]");
    refuses(
        new SelfAttention(4, init),
        "SelfAttention.forward(x): expected [N,C,H,W] = [*,4,*,*], got [2,3]");
    refuses(new AvgPool(2), "AvgPool.forward(x): expected [N,C,H,W] = [*,*,*,*], got [2,3]");
  }

  private static void refuses(Layer layer, String message) {
    assertThatThrownBy(() -> layer.forward(Tensor.ones(2, 3))).hasMessage(message);
  }
}
