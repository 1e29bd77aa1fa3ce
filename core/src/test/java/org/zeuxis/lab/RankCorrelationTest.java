package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void ranksBeginAtOneAndTiesShareTheirMean() {
    assertThat(RankCorrelation.ranks(new double[] {30, 10, 20, 20, 5}))
        .containsExactly(5, 2, 3.5, 3.5, 1);
  }

  /** Expected: scipy.stats.spearmanr, SciPy 1.17.1. */
  @Test
  void agreesWithScipyWhereThereAreTies() {
    double[] a = {1.5, 2, 2, 3.5, -1, 2, 7, 3.5};
    double[] b = {0.2, 0.2, 0.9, -3, 0.5, 0.2, 8, 1};
    assertThat(RankCorrelation.rho(a, b)).isCloseTo(0.327050493527308, within(1e-12));
  }

  @Test
  void anyIncreasingFunctionHasOneAndAnyDecreasingMinusOne() {
    double[] x = {-3, 0.1, 2, 9, 40};
    assertThat(RankCorrelation.rho(x, new double[] {0, 1, 1.001, 5, 1e9}))
        .isCloseTo(1, within(1e-12));
    assertThat(RankCorrelation.rho(x, new double[] {5, 4, 3, 2, -1e9}))
        .isCloseTo(-1, within(1e-12));
  }

  /** 24 orders of four: 2 of them reach |rho| = 1, and 8 reach 0.8. */
  @Test
  void probabilityIsTheShareOfOrdersThatReachAsFar() {
    double[] x = {1, 2, 3, 4};
    assertThat(RankCorrelation.of(x, x, 50_000, 1).p()).isCloseTo(2 / 24.0, within(0.006));
    assertThat(RankCorrelation.of(x, new double[] {2, 1, 3, 4}, 50_000, 1).p())
        .isCloseTo(8 / 24.0, within(0.01));
    assertThat(RankCorrelation.of(x, x, 50_000, 1).spread())
        .isCloseTo(1 / Math.sqrt(3), within(0.01));
  }

  @Test
  void constantSeriesHasNoRankCorrelationAndLengthsMustMatch() {
    assertThat(RankCorrelation.rho(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
        .isNaN();
    assertThatThrownBy(() -> RankCorrelation.rho(new double[2], new double[3]))
        .hasMessageContaining("2 and 3");
  }
}
