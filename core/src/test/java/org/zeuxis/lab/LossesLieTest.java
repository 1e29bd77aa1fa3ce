package org.zeuxis.lab;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class LossesLieTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  @Tag("slow")
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new LossesLie(), seed);
    Holds.assertDrawn(report);
    if (seed == 1) {
      Holds.assertRepeats(new LossesLie(), report, seed);
    }
  }
}
