package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operations that no layer is made of; the others are compared with PyTorch there. */
class FunctionalTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor square() {
    return Tensor.of(
        new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, 1, 1, 4, 4);
  }

  @Test
  void poolsTakeMeanAndMaximumOfEachWindow() {
    assertThat(Functional.avgPool(square(), 2).toFloats())
        .containsExactly(3.5f, 5.5f, 11.5f, 13.5f);
    assertThat(Functional.maxPool(square(), 2).toFloats()).containsExactly(6, 8, 14, 16);
  }

  @Test
  void crossEntropyOfEqualLogitsIsTheLogarithmOfTheClasses() {
    Tensor loss = Functional.crossEntropy(Tensor.zeros(2, 5), Tensor.of(new long[] {4, 0}, 2));
    assertThat(loss.item()).isCloseTo(Math.log(5), within(1e-6));
  }

  @Test
  void oneHotHasAOneInTheClasssColumn() {
    Tensor oneHot = Functional.oneHot(Tensor.of(new long[] {2, 0}, 2), 3);
    assertThat(oneHot.type()).isEqualTo(DType.FLOAT32);
    assertThat(oneHot.toFloats()).containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void transposedConvolutionTakesAnOutputPadding() {
    Tensor y =
        Functional.convTranspose2d(Tensor.ones(1, 1, 3, 3), Tensor.ones(1, 1, 3, 3), null, 2, 1, 1);
    assertThat(y.shape()).containsExactly(1, 1, 6, 6); // (3-1)·2 - 2 + 3 + 1
  }

  /** Every pixel from the one a place to its right. */
  private static Tensor oneToTheRight(Functional.Outside outside, boolean alignCorners) {
    Tensor x = Tensor.of(new float[] {1, 2, 4}, 1, 1, 1, 3);
    float step = alignCorners ? 1 : 2 / 3f; // of [-1,1]
    Tensor theta = Tensor.of(new float[] {1, 0, step, 0, 1, 0}, 1, 2, 3);
    Tensor grid = Functional.affineGrid(theta, 1, 3, alignCorners);
    return Functional.gridSample(x, grid, outside, alignCorners);
  }

  @Test
  void gridSampleGoesOnOutsideAsTold() {
    assertThat(oneToTheRight(Functional.Outside.ZEROS, true).toFloats()).containsExactly(2, 4, 0);
    assertThat(oneToTheRight(Functional.Outside.BORDER, true).toFloats()).containsExactly(2, 4, 4);
    assertThat(oneToTheRight(Functional.Outside.REFLECTION, true).toFloats())
        .containsExactly(2, 4, 2); // at the last pixel's centre
    assertThat(oneToTheRight(Functional.Outside.REFLECTION, false).toFloats())
        .containsExactly(new float[] {2, 4, 4}, within(1e-5f)); // at its edge
  }

  @Test
  void gradientOfGridSampleByPlaceIsTheSlope() {
    Tensor x = Tensor.of(new float[] {1, 2, 4}, 1, 1, 1, 3);
    Tensor grid = Tensor.of(new float[] {-0.5f, 0, 0.25f, 0}, 1, 1, 2, 2).requireGradient();
    Tensor y = Functional.gridSample(x, grid, Functional.Outside.BORDER, true);
    assertThat(y.toFloats()).containsExactly(1.5f, 2.5f);
    float[] slopes = y.sum().gradients(List.of(grid)).get(0).toFloats();
    assertThat(new float[] {slopes[0], slopes[2]}).containsExactly(1, 2); // a pixel is 1 wide
  }

  @Test
  void affineGridRefusesOtherMatrices() {
    assertThatThrownBy(() -> Functional.affineGrid(Tensor.ones(2, 3, 3), 4, 4, true))
        .hasMessageContaining("Functional.affineGrid(theta)")
        .hasMessageContaining("[2,3,3]");
  }
}
