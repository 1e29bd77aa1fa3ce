package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class ValueOfTheGameTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void measuredNumbersAgreeWithTheory(long seed) {
    LabReport report = Holds.assertHolds(new ValueOfTheGame(), seed);
    Holds.assertDrawn(report);
    if (seed == 1) {
      Holds.assertRepeats(new ValueOfTheGame(), report, seed);
    }
  }

  @Test
  void valueOfAPerfectGeneratorIsMinusLog4() {
    assertThat(ValueOfTheGame.theory(ValueOfTheGame.contest(0)))
        .isCloseTo(-Math.log(4), within(1e-12));
  }

  @Test
  void valueOfTheBestDiscriminatorIsTheoremOnes() {
    Line line = new Line(-9, 12, 841);
    Contest contest = ValueOfTheGame.contest(1.5);
    double[] best = line.values(x -> 1.5 * 1.5 / 2 - 1.5 * x); // log p_data/p_g
    assertThat(contest.value(line, best)).isCloseTo(ValueOfTheGame.theory(contest), within(1e-10));
  }

  @Test
  void anyOtherDiscriminatorIsWorthLess() {
    Line line = new Line(-9, 12, 841);
    Contest contest = ValueOfTheGame.contest(1.5);
    for (double factor : new double[] {0, 0.7, 0.95, 1.05, 2, -1}) {
      double[] logits = line.values(x -> factor * (1.5 * 1.5 / 2 - 1.5 * x));
      assertThat(contest.value(line, logits)).isLessThan(ValueOfTheGame.theory(contest) - 1e-4);
    }
  }
}
