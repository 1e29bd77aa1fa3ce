package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class EquilibriumOfTheGameTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new EquilibriumOfTheGame(), seed);
    Holds.assertDrawn(report);
    if (seed == 1) {
      Holds.assertRepeats(new EquilibriumOfTheGame(), report, seed);
    }
  }

  /** The remedies are told from the failures by far more than the tolerance. */
  @Test
  void verdictsAreClear() {
    LabReport report = new EquilibriumOfTheGame().run(1, ProgressListener.NONE);
    for (Check check : report.checks()) {
      double change = check.measured() - 1;
      if (check.quantity().endsWith("(circles)")) {
        assertThat(change).isCloseTo(0, within(check.tolerance()));
      } else if (check.quantity().endsWith("(diverges)")) {
        assertThat(change).isGreaterThan(10 * check.tolerance());
      } else {
        assertThat(change).isLessThan(-10 * check.tolerance());
      }
    }
  }

  @Test
  void seedChangesNothing() {
    LabReport one = new EquilibriumOfTheGame().run(1, ProgressListener.NONE);
    LabReport two = new EquilibriumOfTheGame().run(2, ProgressListener.NONE);
    assertThat(two.checks()).isEqualTo(one.checks());
  }
}
