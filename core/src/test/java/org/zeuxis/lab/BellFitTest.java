package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeuxis.lab.BellFit.Bell;
import org.zeuxis.lab.BellFit.Objective;

class BellFitTest {
  private static final Mixture ONE = new Mixture(List.of(1.0), List.of(0.5), 2);
  private static final Mixture TWO = new Mixture(List.of(0.6, 0.4), List.of(-2.0, 2.0), 0.5);

  /** log(s₂/s₁) + (s₁² + (m₁-m₂)²)/(2s₂²) - ½, for KL(N₁‖N₂). */
  private static double divergence(double m1, double s1, double m2, double s2) {
    return Math.log(s2 / s1) + (s1 * s1 + (m1 - m2) * (m1 - m2)) / (2 * s2 * s2) - 0.5;
  }

  @Test
  void divergencesOfTwoGaussiansAreTheClosedForms() {
    Bell q = new Bell(-1, 0.7);
    assertThat(BellFit.value(Objective.FORWARD_KL, ONE, q))
        .isCloseTo(divergence(0.5, 2, -1, 0.7), within(1e-8));
    assertThat(BellFit.value(Objective.REVERSE_KL, ONE, q))
        .isCloseTo(divergence(-1, 0.7, 0.5, 2), within(1e-8));
  }

  @ParameterizedTest
  @EnumSource
  void valueIsZeroAndRestsWhereBellAndDataAreTheSame(Objective objective) {
    Bell same = new Bell(0.5, 2);
    assertThat(BellFit.value(objective, ONE, same)).isCloseTo(0, within(1e-9));
    assertThat(BellFit.slopeByMean(objective, ONE, same)).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void slopeIsTheDerivativeOfTheValue(Objective objective) {
    Bell q = new Bell(0.5, 1.2);
    double h = 1e-4;
    double difference = (BellFit.value(objective, TWO, new Bell(q.mean() + h, q.deviation()))
            - BellFit.value(objective, TWO, new Bell(q.mean() - h, q.deviation())))
        / (2 * h);
    assertThat(BellFit.slopeByMean(objective, TWO, q)).isCloseTo(difference, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void oneModeIsFoundByEveryObjective(Objective objective) {
    Bell end = BellFit.end(objective, ONE, new Bell(-1, 1), 300);
    assertThat(end.mean()).isCloseTo(0.5, within(0.01));
    assertThat(end.deviation()).isCloseTo(2, within(0.01));
  }
}
