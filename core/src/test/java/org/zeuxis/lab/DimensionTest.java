package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;

@ExtendWith(OneThread.class)
class DimensionTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new Dimension(), seed);
    if (seed == 1) {
      Holds.assertRepeats(new Dimension(), report, seed);
    }
  }

  @Test
  void subspacesShareWhatTheirDimensionsLeaveNoRoomFor() {
    try (Rng rng = new Rng(3)) {
      assertThat(Shells.commonDimension(rng, 2, 3)).isEqualTo(1); // two planes meet in a line
      assertThat(Shells.commonDimension(rng, 1, 3)).isZero();
      assertThat(Shells.commonDimension(rng, 5, 5)).isEqualTo(5);
    }
  }

  @Test
  void shuffledPixelsKeepEachPixelsSum() {
    double[][] digits = DigitCloud.digits(ProgressListener.NONE);
    double[][] shuffled = DigitCloud.shuffled(digits, 1);
    assertThat(digits).hasDimensions(1797, 64);
    for (int c = 0; c < 64; c++) {
      double before = 0;
      double after = 0;
      for (int i = 0; i < digits.length; i++) {
        before += digits[i][c];
        after += shuffled[i][c];
      }
      assertThat(after).isCloseTo(before, within(1e-6));
    }
    assertThat(shuffled[0]).isNotEqualTo(digits[0]);
  }
}
