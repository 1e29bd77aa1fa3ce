package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinalgTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** 2 1 / 1 2, with eigenvalues 1 and 3. */
  private static Tensor twoOneOneTwo() {
    return Tensor.of(new double[] {2, 1, 1, 2}, 2, 2);
  }

  @Test
  void eigenvaluesAscend() {
    double[] values = Linalg.eigenvalues(twoOneOneTwo()).toDoubles();
    assertThat(values[0]).isCloseTo(1, within(1e-14));
    assertThat(values[1]).isCloseTo(3, within(1e-14));
  }

  @Test
  void decompositionMultipliesBackToTheMatrix() {
    Tensor symmetric = new Gram(7).add(normal(20, 7)).total();
    Linalg.Eigen eigen = Linalg.eigen(symmetric);
    Tensor back = eigen.vectors().times(eigen.values()).matmul(eigen.vectors().transpose(0, 1));
    assertThat(back.minus(symmetric).abs().max().item()).isLessThan(1e-12);
    assertThat(eigen.values().minus(Linalg.eigenvalues(symmetric)).abs().max().item())
        .isLessThan(1e-12);
  }

  @Test
  void decompositionOutlivesItsScope() {
    long before = LivePointers.count();
    try (Scope inner = new Scope()) {
      Linalg.eigen(twoOneOneTwo());
    }
    assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    Linalg.Eigen kept = Linalg.eigen(twoOneOneTwo());
    assertThat(kept.values().sumAsDouble()).isCloseTo(4, within(1e-14));
    assertThat(kept.vectors().square().sumAsDouble()).isCloseTo(2, within(1e-14));
  }

  @Test
  void gramOfBlocksIsThatOfTheWhole() {
    Tensor x = normal(23, 5);
    Tensor blocks = new Gram(5).add(x.narrow(0, 0, 9)).add(x.narrow(0, 9, 14)).total();
    Tensor whole = x.transpose(0, 1).matmul(x);
    assertThat(blocks.minus(whole).abs().max().item()).isLessThan(1e-13);
    assertThat(blocks.sameAs(blocks.transpose(0, 1).contiguous())).isTrue();
  }

  @Test
  void gramTakesViewsWhoseRowsAreNotContiguous() {
    Tensor x = normal(4, 6);
    Tensor gram = new Gram(4).add(x.transpose(0, 1)).total();
    assertThat(gram.minus(x.matmul(x.transpose(0, 1))).abs().max().item()).isLessThan(1e-13);
  }

  @Test
  void gramOfNothingIsZero() {
    assertThat(new Gram(2).total().toDoubles()).containsExactly(0, 0, 0, 0);
    assertThat(new Gram(2).add(Tensor.of(new double[0], 0, 2)).total().toDoubles())
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void matricesOfAnotherTypeOrShapeAreRefused() {
    assertThatThrownBy(() -> Linalg.eigenvalues(Tensor.ones(2, 2)))
        .hasMessage("Linalg.eigenvalues(symmetric): expected FLOAT64 on cpu, got FLOAT32 on cpu,"
            + " shape [2, 2]");
    assertThatThrownBy(() -> Linalg.eigen(normal(2, 3)))
        .hasMessage("Linalg.eigen(symmetric): expected [d,d] = [2,2], got [2,3]");
    assertThatThrownBy(() -> new Gram(4).add(normal(2, 3)))
        .hasMessage("Gram.add(rows): expected [n,d] = [*,4], got [2,3]");
    assertThatThrownBy(() -> new Gram(3).add(Tensor.ones(2, 3)))
        .hasMessageStartingWith("Gram.add(rows): expected FLOAT64");
  }

  @Test
  void matricesWithoutNumbersAreRefused() {
    assertThatThrownBy(() -> Linalg.eigenvalues(twoOneOneTwo().times(Double.NaN)))
        .hasMessage("Linalg.eigenvalues(symmetric): NaN or infinite numbers in the matrix");
  }

  @Test
  void diagonalIsAView() {
    Tensor matrix = twoOneOneTwo();
    matrix.diagonal().fillInPlace(5);
    assertThat(matrix.toDoubles()).containsExactly(5, 1, 1, 5);
  }

  private static Tensor normal(long... shape) {
    try (Rng rng = new Rng(1)) {
      return rng.normal(shape).to(DType.FLOAT64);
    }
  }
}
