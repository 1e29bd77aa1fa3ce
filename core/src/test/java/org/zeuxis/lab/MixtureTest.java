package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final Mixture TWO = new Mixture(List.of(0.6, 0.4), List.of(-2.0, 2.0), 0.5);

  @Test
  void momentsAreThoseOfTheDensity() {
    double mass = 0;
    double mean = 0;
    double square = 0;
    for (double x = -8; x <= 8; x += 0.01) {
      double p = Math.exp(TWO.logDensity(x)) * 0.01;
      mass += p;
      mean += p * x;
      square += p * x * x;
    }
    assertThat(mass).isCloseTo(1, within(1e-9));
    assertThat(TWO.mean()).isCloseTo(mean, within(1e-9));
    assertThat(TWO.variance()).isCloseTo(square - mean * mean, within(1e-9));
  }

  @Test
  void logarithmsHoldFarOutside() {
    assertThat(TWO.logDensity(1000)).isFinite().isLessThan(-1e6);
    assertThat(Mixture.logSum(-1e4, -1e4)).isCloseTo(-1e4 + Math.log(2), within(1e-9));
    assertThat(Mixture.logSum(Double.NEGATIVE_INFINITY, -3)).isEqualTo(-3);
  }

  @Test
  void whatIsNoMixtureIsRefused() {
    assertThatThrownBy(() -> new Mixture(List.of(0.5, 0.4), List.of(0.0, 1.0), 1))
        .hasMessageContaining("sum to 1");
    assertThatThrownBy(() -> new Mixture(List.of(1.0), List.of(0.0, 1.0), 1))
        .hasMessageContaining("a weight a mean");
    assertThatThrownBy(() -> new Mixture(List.of(1.0), List.of(0.0), Double.NaN))
        .hasMessageContaining("sigma");
  }
}
