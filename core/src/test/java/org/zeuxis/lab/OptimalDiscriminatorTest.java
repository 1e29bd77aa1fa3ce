package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class OptimalDiscriminatorTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new OptimalDiscriminator(), seed);
    Holds.assertDrawn(report);
    if (seed == 1) {
      Holds.assertRepeats(new OptimalDiscriminator(), report, seed);
    }
  }

  @Test
  void bestDiscriminatorIsHalfWhereTheDensitiesCross() {
    assertThat(OptimalDiscriminator.crossings()).hasSize(3).allSatisfy(x -> {
      assertThat(OptimalDiscriminator.ON_LINE.best(x)).isCloseTo(0.5, within(1e-9));
      assertThat(OptimalDiscriminator.ON_LINE.data().density(x))
          .isCloseTo(OptimalDiscriminator.ON_LINE.model().density(x), within(1e-9));
    });
  }

  @Test
  void densitiesInThePlaneAreEqualOnTheDiagonals() {
    for (double t : new double[] {-2, -0.3, 0, 1.7}) {
      assertThat(OptimalDiscriminator.IN_PLANE.best(t, t)).isCloseTo(0.5, within(1e-12));
      assertThat(OptimalDiscriminator.IN_PLANE.best(t, -t)).isCloseTo(0.5, within(1e-12));
    }
  }

  /** What an untrained network gives must not pass. */
  @Test
  void discriminatorThatKnowsNothingIsFarFromTheBestOne() {
    double[] zero = new double[161];
    assertThat(OptimalDiscriminator.distance(OptimalDiscriminator.ON_LINE, zero))
        .isGreaterThan(10 * 0.015);
  }
}
