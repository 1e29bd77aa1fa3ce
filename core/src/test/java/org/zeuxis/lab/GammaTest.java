package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaTest {
  @Test
  void halvesAreTheKnownValues() {
    assertThat(Gamma.logOfHalf(1)).isCloseTo(Math.log(Math.sqrt(Math.PI)), within(1e-12));
    assertThat(Gamma.logOfHalf(2)).isZero();
    assertThat(Gamma.logOfHalf(3)).isCloseTo(Math.log(Math.sqrt(Math.PI) / 2), within(1e-12));
    assertThat(Gamma.logOfHalf(12)).isCloseTo(Math.log(120), within(1e-12)); // Γ(6) = 5!
    assertThatThrownBy(() -> Gamma.logOfHalf(0)).hasMessageContaining("got 0");
  }

  /** Expected: scipy.stats.chi(d), SciPy 1.17.1. */
  @Test
  void lengthsAreThoseOfTheChiDistribution() {
    assertThat(Gamma.meanNorm(3)).isCloseTo(1.5957691216057308, within(1e-12));
    assertThat(Gamma.meanNorm(100)).isCloseTo(9.975031639551357, within(1e-10));
    assertThat(Gamma.normDeviation(100)).isCloseTo(0.7062179479093961, within(1e-9));
  }

  @Test
  void ballFillsPiQuartersOfTheSquareAndPiSixthsOfTheCube() {
    assertThat(Gamma.ballInCube(1)).isCloseTo(1, within(1e-12));
    assertThat(Gamma.ballInCube(2)).isCloseTo(Math.PI / 4, within(1e-12));
    assertThat(Gamma.ballInCube(3)).isCloseTo(Math.PI / 6, within(1e-12));
  }
}
