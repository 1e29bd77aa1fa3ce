package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** 0 1 2 / 3 4 5. */
  private static Tensor counting() {
    return Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void typeIsTheOneItWasMadeWith(DType type) {
    assertThat(Tensor.empty(type, 2).type()).isEqualTo(type);
    assertThat(counting().to(type).type()).isEqualTo(type);
  }

  @Test
  void valuesComeBackAsTheyWentIn() {
    assertThat(counting().toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(Tensor.of(new double[] {0.1, -2}, 2).toDoubles()).containsExactly(0.1, -2);
    assertThat(Tensor.of(new long[] {1L << 60, -1}, 2).toLongs()).containsExactly(1L << 60, -1);
    assertThat(Tensor.of(new byte[] {0, 127, -1}, 3).toBytes()).containsExactly(0, 127, -1);
    assertThat(Tensor.of(new byte[] {-1}, 1).toLongs()).containsExactly(255);
  }

  @Test
  void arraysOfViewsAreInTheViewsOrder() {
    assertThat(counting().transpose(0, 1).toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(counting().select(1, 1).toDoubles()).containsExactly(1, 4);
    assertThat(counting().narrow(1, 1, 2).toLongs()).containsExactly(1, 2, 4, 5);
    assertThat(counting().flip(1).to(DType.UINT8).narrow(0, 1, 1).toBytes())
        .containsExactly(5, 4, 3);
    assertThat(Tensor.scalar(3).expand(3).toFloats()).containsExactly(3, 3, 3);
  }

  @Test
  void emptyTensorsHaveEmptyArrays() {
    Tensor empty = Tensor.of(new float[0], 0, 3);
    assertThat(empty.toFloats()).isEmpty();
    assertThat(empty.toDoubles()).isEmpty();
    assertThat(empty.toLongs()).isEmpty();
    assertThat(empty.to(DType.UINT8).toBytes()).isEmpty();
    assertThat(empty.buffer().remaining()).isZero();
  }

  @Test
  void arrayOfARecordedTensorIsNotRecorded() {
    assertThat(counting().requireGradient().times(2).toFloats()).containsExactly(0, 2, 4, 6, 8, 10);
  }

  @Test
  void wrongNumberOfValuesIsRefused() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .hasMessage("Tensor.of(values, shape): shape [2, 3] holds 6 values, got 5");
    assertThatThrownBy(() -> Tensor.of(new long[1], 1L << 40, 1L << 40))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void requiredShapeNamesTheArgumentAndBothShapes() {
    assertThatThrownBy(() -> counting()
            .requireShape("Discriminator.forward(images)", "[N,C,H,W]", Tensor.ANY, 3, 32, 32))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Discriminator.forward(images): expected [N,C,H,W] = [*,3,32,32], got [2,3]");
    assertThatThrownBy(() -> counting().requireShape("f(x)", "[N,D]", Tensor.ANY, 4))
        .hasMessage("f(x): expected [N,D] = [*,4], got [2,3]");
    counting().requireShape("f(x)", "[N,D]", Tensor.ANY, 3);
  }

  @Test
  void itemOfSeveralElementsIsRefused() {
    assertThat(Tensor.of(new long[] {7}, 1, 1).item()).isEqualTo(7);
    assertThatThrownBy(() -> counting().item())
        .hasMessage("item(): expected one element, got shape [2, 3]");
  }

  @Test
  void sameMeansTypeShapeAndBits() {
    assertThat(counting().sameAs(counting())).isTrue();
    assertThat(counting().transpose(0, 1).sameAs(counting().transpose(0, 1).contiguous()))
        .isTrue();
    assertThat(counting().sameAs(counting().reshape(3, 2))).isFalse();
    assertThat(counting().sameAs(counting().to(DType.FLOAT64))).isFalse();
    assertThat(counting().sameAs(counting().plus(1e-6))).isFalse();
    for (DType type : DType.values()) {
      assertThat(counting().to(type).sameAs(counting().to(type))).as("%s", type).isTrue();
    }
  }

  @Test
  void sameHoldsForNaNAndTellsTheZerosApart() {
    Tensor a = Tensor.of(new float[] {Float.NaN, 0}, 2);
    assertThat(a.sameAs(a.copy())).isTrue();
    assertThat(a.sameAs(Tensor.of(new float[] {Float.NaN, -0f}, 2))).isFalse();
    assertThat(a.to(DType.FLOAT64).sameAs(a.to(DType.FLOAT64))).isTrue();
  }

  @Test
  void finiteMeansNeitherNaNNorInfinite() {
    assertThat(counting().isFinite()).isTrue();
    assertThat(Tensor.scalar(Double.NaN).isFinite()).isFalse();
    assertThat(counting().dividedBy(0).isFinite()).isFalse();
  }

  @Test
  void zerosOfBothSignsAreZeroAndNaNIsNot() {
    Tensor x = Tensor.of(new double[] {0, -0.0, 1e-300, Double.NaN}, 2, 2);
    assertThat(x.isZero().sameAs(Tensor.of(new double[] {1, 1, 0, 0}, 2, 2))).isTrue();
    assertThat(Tensor.of(new long[] {0, 5}, 2).isZero().type()).isEqualTo(DType.INT64);
  }

  @Test
  void copyHasMemoryOfItsOwnAndADetachedTensorHasNot() {
    Tensor x = counting();
    Tensor copy = x.copy();
    Tensor view = x.detach();
    x.fillInPlace(9);
    assertThat(copy.toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(view.toFloats()).containsOnly(9);
  }

  @Test
  void reductionsAreTheirFormulas() {
    Tensor x = counting();
    assertThat(x.sum().item()).isEqualTo(15);
    assertThat(x.mean().item()).isEqualTo(2.5);
    assertThat(x.std().item()).isCloseTo(Math.sqrt(3.5), within(1e-6));
    assertThat(x.norm().item()).isCloseTo(Math.sqrt(55), within(1e-6));
    assertThat(x.sum(0).toFloats()).containsExactly(3, 5, 7);
    assertThat(x.mean(1).toFloats()).containsExactly(1, 4);
    assertThat(x.max(0).toFloats()).containsExactly(3, 4, 5);
    assertThat(x.max().item()).isEqualTo(5);
    assertThat(x.min().item()).isZero();
    assertThat(x.argmax(1).toLongs()).containsExactly(2, 2);
    assertThat(x.norm(1).toDoubles()[0]).isCloseTo(Math.sqrt(5), within(1e-6));
  }

  @Test
  void sumAsDoubleDoesNotRoundToFloat() {
    assertThat(Tensor.of(new float[] {1 << 24, 1, 1}, 3).sumAsDouble()).isEqualTo((1 << 24) + 2);
  }

  @Test
  void arithmeticIsElementWiseAndBroadcasts() {
    Tensor x = counting();
    Tensor row = Tensor.of(new float[] {1, 2, 4}, 3);
    assertThat(x.plus(row).toFloats()).containsExactly(1, 3, 6, 4, 6, 9);
    assertThat(x.minus(row).toFloats()).containsExactly(-1, -1, -2, 2, 2, 1);
    assertThat(x.times(row).toFloats()).containsExactly(0, 2, 8, 3, 8, 20);
    assertThat(x.dividedBy(row).toFloats()).containsExactly(0, 0.5f, 0.5f, 3, 2, 1.25f);
    assertThat(x.plus(1).minus(3).times(2).dividedBy(4).toFloats())
        .containsExactly(-1, -0.5f, 0, 0.5f, 1, 1.5f);
    assertThat(x.minus(2).neg().abs().toFloats()).containsExactly(2, 1, 0, 1, 2, 3);
    assertThat(x.square().sqrt().toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(x.pow(3).toFloats()).containsExactly(0, 1, 8, 27, 64, 125);
    assertThat(x.clamp(1, 4).toFloats()).containsExactly(1, 1, 2, 3, 4, 4);
    assertThat(x.maximum(x.flip(0)).toFloats()).containsExactly(3, 4, 5, 3, 4, 5);
    assertThat(x.matmul(x.transpose(0, 1)).toFloats()).containsExactly(5, 14, 14, 50);
    assertThat(x.exp().log().toFloats())
        .containsExactly(new float[] {0, 1, 2, 3, 4, 5}, within(1e-5f));
  }

  @Test
  void softmaxSumsToOneAndItsLogarithmIsLogSoftmax() {
    Tensor p = counting().softmax(1);
    assertThat(p.sum(1).toFloats()).containsExactly(new float[] {1, 1}, within(1e-6f));
    assertThat(p.log().minus(counting().logSoftmax(1)).abs().max().item()).isLessThan(1e-6);
  }

  @Test
  void shapesFollowTheirMethods() {
    Tensor x = counting();
    assertThat(Tensor.cat(List.of(x, x), 1).shape()).containsExactly(2, 6);
    assertThat(Tensor.stack(List.of(x, x), 0).shape()).containsExactly(2, 2, 3);
    assertThat(x.unsqueeze(1).shape()).containsExactly(2, 1, 3);
    assertThat(x.unsqueeze(1).squeeze(1).shape()).containsExactly(2, 3);
    assertThat(x.reshape(3, -1).shape()).containsExactly(3, 2);
    assertThat(x.reshape(1, 2, 3).flatten(1).shape()).containsExactly(1, 6);
    assertThat(x.reshape(1, 2, 3).permute(2, 0, 1).shape()).containsExactly(3, 1, 2);
    assertThat(x.size(-1)).isEqualTo(3);
    assertThat(x.dimensions()).isEqualTo(2);
    assertThat(x.indexSelect(0, Tensor.of(new long[] {1, 0, 1}, 3)).toFloats())
        .containsExactly(3, 4, 5, 0, 1, 2, 3, 4, 5);
  }

  @Test
  void operationsInPlaceWriteIntoTheTensorAndReturnIt() {
    Tensor x = counting();
    assertThat(x.addInPlace(1L)).isSameAs(x);
    x.addInPlace(0.5).timesInPlace(2).addInPlace(Tensor.ones(3), -1);
    assertThat(x.toFloats()).containsExactly(2, 4, 6, 8, 10, 12);
    x.addProductInPlace(Tensor.full(2, 3), Tensor.full(3, 3), 0.5);
    assertThat(x.toFloats()).containsExactly(5, 7, 9, 11, 13, 15);
    x.addQuotientInPlace(Tensor.full(6, 3), Tensor.full(3, 3), -1);
    assertThat(x.toFloats()).containsExactly(3, 5, 7, 9, 11, 13);
    x.lerpInPlace(Tensor.zeros(2, 3), 0.5);
    assertThat(x.toFloats()).containsExactly(1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f);
    x.clampInPlace(2, 6);
    assertThat(x.toFloats()).containsExactly(2, 2.5f, 3.5f, 4.5f, 5.5f, 6);
    x.copyFrom(Tensor.ones(2, 3));
    assertThat(x.toFloats()).containsOnly(1);
  }

  @Test
  void whoeverHoldsATensorSeesWhatItBecomes() {
    Tensor x = counting();
    x.become(Tensor.ones(4));
    assertThat(x.toFloats()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void movingToWhereItIsIsTheTensorItself() {
    Tensor x = counting();
    assertThat(x.to(Device.CPU)).isSameAs(x);
    assertThat(x.contiguous()).isSameAs(x);
  }

  @Test
  void textNamesShapeTypeAndDevice() {
    Tensor x = counting();
    assertThat(x).hasToString("Tensor [2, 3] FLOAT32 on cpu");
    x.close();
    assertThat(x).hasToString("Tensor (closed)");
  }

  @Test
  void usingAClosedTensorThrowsAndDoesNotCrash() {
    Tensor x = counting();
    x.close();
    assertThatThrownBy(x::sum).isInstanceOf(NullPointerException.class);
  }

  @Test
  void gatherChoosesAnewInEveryRow() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor indices = Tensor.of(new long[] {2, 2, 0, 1}, 2, 2);
    assertThat(x.gather(1, indices).toFloats()).containsExactly(3, 3, 4, 5);
  }
}
