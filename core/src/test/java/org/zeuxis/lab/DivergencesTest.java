package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class DivergencesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new Divergences(), seed);
    Holds.assertDrawn(report);
    if (seed == 1) {
      Holds.assertRepeats(new Divergences(), report, seed);
    }
  }

  @Test
  void noiselessLinesAreLog2ApartAndNoiseGivesASlope() {
    assertThat(Divergences.smoothed(1, 0.05)).isCloseTo(Math.log(2), within(1e-9));
    assertThat(Divergences.smoothed(0, 0.5)).isCloseTo(0, within(1e-12));
    assertThat(Divergences.smoothed(1, 0.5) - Divergences.smoothed(0.5, 0.5)).isGreaterThan(0.05);
  }

  @Test
  void sortedSamplesAreAsFarApartAsTheirShift() {
    double[] a = {3, -1, 2, 0};
    double[] b = {1.5, 4.5, 0.5, 3.5}; // the same plus 1.5, in another order
    assertThat(SortedDistance.between(a, b)).isCloseTo(1.5, within(1e-12));
    assertThat(SortedDistance.between(a, a)).isZero();
  }

  @Test
  void samplesOfDifferentSizesAreRefused() {
    assertThatThrownBy(() -> SortedDistance.between(new double[2], new double[3]))
        .hasMessageContaining("2 and 3");
  }

  /** θs - λ(s-1)² over s. */
  @Test
  void penalisedSlopeIsTheMaximum() {
    double theta = 0.8;
    double best = Divergences.penalisedSlope(theta);
    for (double s : new double[] {best - 0.01, best + 0.01, 1}) {
      assertThat(gain(s, theta)).isLessThan(gain(best, theta));
    }
  }

  private static double gain(double slope, double theta) {
    return slope * theta - ParallelLines.PENALTY * (slope - 1) * (slope - 1);
  }
}
