package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PrecisionTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** 1 + 2^-9 is no number of 8 bits: it is rounded to 1. */
  private static final float FINE = 1 + 1f / 512;

  @Test
  void bfloat16RoundsWhatIsMultiplied() {
    Tensor x = Tensor.of(new float[] {FINE, 3}, 1, 2);
    Tensor weight = Tensor.of(new float[] {1, FINE}, 1, 2);
    assertThat(Functional.linear(x, weight, null).item()).isEqualTo(FINE + 3 * FINE);
    try (Precision.Use use = Precision.BFLOAT16.use()) {
      Tensor product = Functional.linear(x, weight, null);
      assertThat(product.item()).isEqualTo(4);
      assertThat(product.type()).isEqualTo(DType.FLOAT32);
      assertThat(x.sum().item()).as("sums are not rounded").isEqualTo(FINE + 3);
    }
    assertThat(Functional.linear(x, weight, null).item()).isEqualTo(FINE + 3 * FINE);
  }

  @Test
  void convolutionsAgreeWithFloat32ToEightBits() {
    try (Rng rng = new Rng(1)) {
      Tensor x = rng.normal(2, 8, 6, 6);
      Tensor weight = rng.normal(8, 8, 3, 3);
      Tensor bias = rng.normal(8);
      Tensor exact = Functional.conv2d(x, weight, bias, 1, 1);
      Tensor exactTransposed = Functional.convTranspose2d(x, weight, bias, 2, 1, 1);
      try (Precision.Use use = Precision.BFLOAT16.use()) {
        // a sum of 72 products of numbers around 1, each with an error of at most 2^-8
        assertThat(Functional.conv2d(x, weight, bias, 1, 1)
                .minus(exact)
                .abs()
                .max()
                .item())
            .isBetween(1e-4, 0.25);
        assertThat(Functional.convTranspose2d(x, weight, bias, 2, 1, 1)
                .minus(exactTransposed)
                .abs()
                .max()
                .item())
            .isBetween(1e-4, 0.25);
      }
    }
  }

  /** f(x) = (w x)^2, so |∇f|^2 = 4 w^4 x^2 and its derivative by w is 16 w^3 x^2. */
  @Test
  void secondDerivativesPassThrough() {
    Tensor x = Tensor.of(new float[] {3}, 1, 1).requireGradient();
    Tensor w = Tensor.of(new float[] {2}, 1, 1).requireGradient();
    try (Precision.Use use = Precision.BFLOAT16.use()) {
      Tensor f = Functional.linear(x, w, null).square().sum();
      Tensor slope = f.gradients(List.of(x), true).get(0);
      assertThat(slope.square().sum().gradients(List.of(w)).get(0).item())
          .isCloseTo(16 * 8 * 9, within(8.0));
    }
  }

  @Test
  void otherThreadsAreNotConcerned() {
    try (Precision.Use use = Precision.BFLOAT16.use()) {
      assertThat(CompletableFuture.supplyAsync(Precision::current).join())
          .isEqualTo(Precision.FLOAT32);
    }
    assertThat(Precision.current()).isEqualTo(Precision.FLOAT32);
  }
}
