package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.objective.AdversarialLosses.MINIMAX;
import static org.zeuxis.objective.AdversarialLosses.NON_SATURATING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class SaturationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new Saturation(), seed);
    Holds.assertDrawn(report);
    if (seed == 1) {
      Holds.assertRepeats(new Saturation(), report, seed);
    }
  }

  @Test
  void derivativesByTheLogitAreThoseOfFiniteDifferences() {
    for (double l : new double[] {-6, -1, 0, 0.5, 4}) {
      double h = 1e-5;
      double minimax = (-Contest.softplus(l + h) + Contest.softplus(l - h)) / (2 * h);
      double other = (Contest.softplus(-l - h) - Contest.softplus(-l + h)) / (2 * h);
      assertThat(GeneratorGradients.byLogit(MINIMAX, l)).isCloseTo(minimax, within(1e-9));
      assertThat(GeneratorGradients.byLogit(NON_SATURATING, l)).isCloseTo(other, within(1e-9));
    }
  }

  @Test
  void ratioOfTheTwoDerivativesIsTheExponentialOfTheLogit() {
    for (double l : new double[] {-9, -2, 0, 3}) {
      assertThat(GeneratorGradients.byLogit(MINIMAX, l)
              / GeneratorGradients.byLogit(NON_SATURATING, l))
          .isCloseTo(Math.exp(l), within(1e-12 + 1e-9 * Math.exp(l)));
    }
  }

  @Test
  void timesOfEscapeAreTheIntegrals() {
    Line logits = new Line(-5, 0, 100_001);
    assertThat(Escape.closedForm(MINIMAX, 5, 0))
        .isCloseTo(logits.integral(l -> 1 / Contest.sigmoid(l)), within(1e-5));
    assertThat(Escape.closedForm(NON_SATURATING, 5, 0))
        .isCloseTo(logits.integral(l -> 1 / Contest.sigmoid(-l)), within(1e-5));
  }
}
