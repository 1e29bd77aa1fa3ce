package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class DensityCoverageTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Naeem et al. 2020, Lemma 2: E coverage = 1 - (M-1)…(M-k)/((2M-1)…(2M-k)) for N = M. */
  @Test
  void equalDistributionsHaveDensityOneAndTheExpectedCoverage() {
    int n = 1000;
    DensityCoverage.Result result =
        DensityCoverage.of(Points.normal(1, n, 4), Points.normal(2, n, 4));
    double missed = 1;
    for (int i = 1; i <= 5; i++) {
      missed *= (double) (n - i) / (2 * n - i);
    }
    assertThat(result.density()).isCloseTo(1, within(0.1));
    // Five standard errors of a share of 1000.
    assertThat(result.coverage())
        .isCloseTo(1 - missed, within(5 * Math.sqrt(missed * (1 - missed) / n)));
  }

  /** Radii with k = 1: 1, 1, 2; 4.5 is in the last ball, 5 on its border. */
  @Test
  void borderIsOutside() {
    Tensor real = Points.line(0, 1, 3);
    assertThat(DensityCoverage.of(real, Points.line(5), 1))
        .isEqualTo(new DensityCoverage.Result(0, 0, 1));
    assertThat(DensityCoverage.of(real, Points.line(4.5f), 1))
        .isEqualTo(new DensityCoverage.Result(1, 1 / 3.0, 1));
  }

  /** All in the middle of five balls of six, k = 5: more than 1. */
  @Test
  void densityCountsEveryBall() {
    Tensor real = Points.normal(1, 6, 3);
    Tensor generated = Points.normal(2, 200, 3).times(1e-3);
    DensityCoverage.Result result = DensityCoverage.of(real, generated);
    assertThat(result).isEqualTo(new DensityCoverage.Result(6 / 5.0, 1, 5));
  }

  @Test
  void collapsedGeneratorIsDenseAndCoversLittle() {
    Tensor real = Points.normal(1, 500, 8);
    DensityCoverage.Result result = DensityCoverage.of(
        real, real.narrow(0, 3, 1).plus(Points.normal(2, 300, 8).times(1e-3)));
    assertThat(result.coverage()).isLessThan(0.1);
    assertThat(result.density()).isGreaterThan(0.2);
  }

  @Test
  void noisyGeneratorIsNeitherDenseNorCovers() {
    DensityCoverage.Result result =
        DensityCoverage.of(Points.normal(1, 500, 8), Points.normal(2, 500, 8).times(20));
    assertThat(result.density()).isLessThan(0.01);
    assertThat(result.coverage()).isLessThan(0.01);
  }

  /** Real images that come six times have balls of radius 0, which hold nothing. */
  @Test
  void ballsOfDuplicatedRealImagesAreEmpty() {
    Tensor real = Tensor.ones(6, 3);
    assertThat(DensityCoverage.of(real, real)).isEqualTo(new DensityCoverage.Result(0, 0, 5));
  }
}
