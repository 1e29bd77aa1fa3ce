package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertClose;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class NormTest {
  private final Scope scope = new Scope();
  private final Rng rng = new Rng(1);
  private final Init init = Init.pytorch(rng);

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void replacesABiasByItsOwnOrTakesItAway(Norm norm) {
    assertThat(norm.create(4, init).parameters().containsKey("bias"))
        .isEqualTo(!norm.needsBias() && norm != Norm.INSTANCE_PLAIN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Norm.class,
      names = {"NONE", "PIXEL", "INSTANCE_PLAIN"},
      mode = EnumSource.Mode.EXCLUDE)
  void scaleAndShiftAreThoseOfChannels(Norm norm) {
    Layer layer = norm.create(4, init);
    if (norm == Norm.VIRTUAL_BATCH) {
      ReferenceBatch.apply(layer, 2);
    }
    layer.parameters().get("weight").detach().fillInPlace(0);
    layer.parameters().get("bias").detach().copyFrom(Tensor.of(new float[] {1, 2, 3, 4}, 4));
    Tensor y = layer.forward(rng.normal(3, 4, 2, 2));
    for (int i = 0; i < 4; i++) {
      assertThat(y.select(1, i).toFloats()).containsOnly(i + 1);
    }
  }

  @Test
  void plainInstanceNormTakesABiasAway() {
    Layer layer = Norm.INSTANCE_PLAIN.create(4, init);
    assertThat(layer.parameters()).isEmpty();
    Tensor x = rng.normal(3, 4, 5, 5);
    Tensor biased = x.plus(Tensor.of(new float[] {1, 2, 3, 4}, 1, 4, 1, 1));
    assertThat(layer.forward(biased).minus(layer.forward(x)).abs().max().item()).isLessThan(1e-5);
  }

  @Test
  void noneIsTheInputItself() {
    Tensor x = rng.normal(2, 4);
    assertThat(Norm.NONE.create(4, init).forward(x)).isSameAs(x);
  }

  @Test
  void namesAreThoseOfRecipes() {
    assertThat(Norm.VIRTUAL_BATCH).hasToString("virtual-batch");
    assertThat(Norm.NONE).hasToString("none");
  }

  @Test
  void groupsAreTheLargestDivisorUpToThirtyTwo() {
    Tensor x = rng.normal(2, 60, 3, 3);
    assertClose(
        "30 groups",
        Norm.GROUP.create(60, init).forward(x),
        new GroupNorm(30, 60, init).forward(x),
        0);
    Tensor prime = rng.normal(2, 37, 3, 3);
    assertClose(
        "1 group",
        Norm.GROUP.create(37, init).forward(prime),
        new GroupNorm(1, 37, init).forward(prime),
        0);
  }

  @Test
  void groupsOfOneValueAreRefused() {
    Layer norm = Norm.GROUP.create(16, init);
    assertThat(norm.forward(rng.normal(2, 16, 2, 2)).isFinite()).isTrue();
    assertThatThrownBy(() -> norm.forward(Tensor.ones(2, 16)))
        .hasMessage(
            "GroupNorm.forward(x): expected more than one value in each of 16 groups, got [2,16]");
    assertThatThrownBy(() -> norm.forward(Tensor.ones(2, 8, 2, 2)))
        .hasMessage("GroupNorm.forward(x): expected [N,C,...] = [*,16,...], got [2,8,2,2]");
  }

  @Test
  void pixelNormDividesByTheRootMeanSquareOfChannels() {
    Tensor x = Tensor.of(new float[] {3, 4, 0, 0, 0, 0}, 3, 2); // [3,4], twice a pixel of zeros
    double root = Math.sqrt(12.5);
    assertThat(new PixelNorm().forward(x).toFloats())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly((float) (3 / root), (float) (4 / root), 0, 0, 0, 0);
    Tensor zero = Tensor.zeros(1, 2).requireGradient();
    assertThat(new PixelNorm().forward(zero).gradientWithRespectTo(zero).isFinite())
        .isTrue();
    assertThatThrownBy(() -> new PixelNorm().forward(Tensor.ones(3)))
        .hasMessage("PixelNorm.forward(x): expected [N,C,...], got [3]");
  }

  @Test
  void virtualBatchNormIsTheHandComputation() {
    VirtualBatchNorm norm = new VirtualBatchNorm(1, init);
    ReferenceBatch.apply(norm, 2);
    // Reference 1 and 3: mean 2, variance 1. Example 5 with weight 1/3: mean 3, mean square
    // (1+9+25)/3, variance 35/3 - 9 = 8/3: as of the three together.
    float[] y = norm.forward(Tensor.of(new float[] {1, 3, 5}, 3, 1)).toFloats();
    assertThat((double) y[0]).isCloseTo(-1 / Math.sqrt(1 + 1e-5), within(1e-6));
    assertThat((double) y[1]).isCloseTo(1 / Math.sqrt(1 + 1e-5), within(1e-6));
    assertThat((double) y[2]).isCloseTo(2 / Math.sqrt(8 / 3.0 + 1e-5), within(1e-6));
  }

  @Test
  void referenceRowsAreNormalisedAsByBatchNormAndExamplesDoNotSeeEachOther() {
    Layer norm = Norm.VIRTUAL_BATCH.create(4, init);
    Tensor reference = rng.normal(8, 4, 3, 3);
    Tensor x = rng.normal(5, 4, 3, 3);
    Tensor y = ReferenceBatch.forward(norm, reference, x);
    assertThat(y.shape()).containsExactly(5, 4, 3, 3);
    Tensor alone = ReferenceBatch.forward(norm, reference, x.narrow(0, 2, 1));
    assertClose("third example", alone.select(0, 0), y.select(0, 2), 1e-6);
    Tensor rows = norm.forward(reference);
    assertClose("reference", rows, new BatchNorm(4, init).forward(reference));
    assertThat(norm.buffers()).isEmpty();
  }

  @Test
  void bigMeansLeaveNoNegativeVariance() {
    Layer norm = Norm.VIRTUAL_BATCH.create(2, init);
    Tensor reference = Tensor.full(10_000, 4, 2);
    assertThat(ReferenceBatch.forward(norm, reference, reference).toFloats()).containsOnly(0);
  }

  @Test
  void virtualBatchNormRefusesToWorkWithoutAReference() {
    Layer norm = Norm.VIRTUAL_BATCH.create(4, init);
    assertThatThrownBy(() -> norm.forward(Tensor.ones(2, 4)))
        .hasMessage("VirtualBatchNorm.forward(x): there is no reference batch, expected"
            + " ReferenceBatch.apply(network, rows) before");
    ReferenceBatch.apply(norm, 3);
    assertThatThrownBy(() -> norm.forward(Tensor.ones(2, 4)))
        .hasMessage("VirtualBatchNorm.forward(x): expected the 3 rows of the reference batch and"
            + " the examples, got [2,4]");
    assertThatThrownBy(() -> norm.forward(Tensor.ones(4, 5)))
        .hasMessage("VirtualBatchNorm.forward(x): expected [N,C,...] = [*,4,...], got [4,5]");
    assertThatThrownBy(() -> ReferenceBatch.apply(norm, 0))
        .hasMessage("ReferenceBatch: rows must be >= 1, got 0");
  }

  @Test
  void referenceBatchIsNeededWhereSuchALayerIs() {
    Layer plain = new Linear(2, 2, true, init);
    assertThat(ReferenceBatch.isNeededBy(plain)).isFalse();
    Layer deep = new Sequential(plain, new Residual(Norm.VIRTUAL_BATCH.create(2, init)));
    assertThat(ReferenceBatch.isNeededBy(deep)).isTrue();
  }

  @Test
  void gradientsReachTheReferenceBatch() {
    Layer norm = Norm.VIRTUAL_BATCH.create(4, init);
    Tensor reference = rng.normal(3, 4).requireGradient();
    Tensor y = ReferenceBatch.forward(norm, reference, rng.normal(2, 4));
    Tensor gradient = y.square().sum().gradients(List.of(reference)).get(0);
    assertThat(gradient.countNonZero()).isEqualTo(12);
  }
}
