package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static Check check(double measured, double expected, double tolerance) {
    return new Check("length", measured, expected, tolerance, "a ruler");
  }

  @Test
  void holdsUpToTheTolerance() {
    assertThat(check(1.5, 1, 0.5).holds()).isTrue();
    assertThat(check(1.6, 1, 0.5).holds()).isFalse();
    assertThat(check(1, 1, 0).holds()).isTrue();
  }

  @Test
  void neverHoldsWhereSomethingIsNoNumber() {
    assertThat(check(Double.NaN, 1, 1e9).holds()).isFalse();
    assertThat(check(1, Double.NaN, 1e9).holds()).isFalse();
    assertThat(check(Double.POSITIVE_INFINITY, 1, 1e9).holds()).isFalse();
  }

  @Test
  void toleranceMustBeANumberThatIsNotNegative() {
    assertThatThrownBy(() -> check(1, 1, -1)).hasMessageContaining("tolerance must be >= 0");
    assertThatThrownBy(() -> check(1, 1, Double.NaN)).hasMessageContaining("got NaN");
  }

  @Test
  void reportHoldsOnlyIfAllChecksDo() {
    List<Check> both = List.of(check(1, 1, 0), check(2, 1, 0));
    assertThat(new LabReport("l", "t", List.of(), both.subList(0, 1), List.of()).holds())
        .isTrue();
    assertThat(new LabReport("l", "t", List.of(), both, List.of()).holds()).isFalse();
  }
}
