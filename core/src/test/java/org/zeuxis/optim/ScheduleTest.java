package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning-rate schedules against their formulas. */
class ScheduleTest {
  @ParameterizedTest
  @CsvSource({"0,1", "99,1", "100,1", "150,0.5", "175,0.25", "200,0", "1000,0"})
  void linearIsFlatThenStraightDownToZero(long iteration, double factor) {
    assertThat(Schedule.linear(100, 200).factor(iteration)).isEqualTo(factor);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "50,0.8535533905932737", "100,0.5", "200,0", "900,0"})
  void cosineIsHalfAWaveFromOneToZero(long iteration, double factor) {
    assertThat(Schedule.cosine(200).factor(iteration)).isCloseTo(factor, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "10,0.5946035575013605", "100,0.1655600261", "900,0.1655600261"})
  void inverseFallsAsThePaperOfDannSays(long iteration, double factor) {
    assertThat(Schedule.inverse(100).factor(iteration)).isCloseTo(factor, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "29,1", "30,0.1", "59,0.1", "60,0.01"})
  void stepMultipliesAtEachBoundary(long iteration, double factor) {
    assertThat(Schedule.step(30, 0.1).factor(iteration)).isCloseTo(factor, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0,0.25", "1,0.5", "2,0.75", "3,1", "4,1", "100,1"})
  void warmupRisesStraightToOne(long iteration, double factor) {
    assertThat(Schedule.CONSTANT.warmup(4).factor(iteration)).isEqualTo(factor);
  }

  @Test
  void warmupOfNoIterationsChangesNothing() {
    assertThat(Schedule.CONSTANT.warmup(0).factor(0)).isEqualTo(1);
  }

  @Property(seed = "1", tries = 200)
  void factorsStayBetweenZeroAndOneAndNeverRise(
      @ForAll @LongRange(min = 0, max = 10_000) long iteration) {
    for (Schedule schedule : new Schedule[] {
      Schedule.CONSTANT,
      Schedule.linear(10, 900),
      Schedule.cosine(777),
      Schedule.step(50, 0.5),
      Schedule.inverse(500)
    }) {
      assertThat(schedule.factor(iteration)).isBetween(0.0, 1.0);
      assertThat(schedule.factor(iteration + 1)).isLessThanOrEqualTo(schedule.factor(iteration));
    }
  }

  @Test
  void nonsenseIsRefusedWithTheAllowedRange() {
    assertThatThrownBy(() -> Schedule.linear(5, 5))
        .hasMessage("linear decay: expected 0 <= start < end, got 5, 5");
    assertThatThrownBy(() -> Schedule.linear(-1, 5)).hasMessageContaining("got -1, 5");
    assertThatThrownBy(() -> Schedule.cosine(0))
        .hasMessage("cosine decay: expected end > 0, got 0");
    assertThatThrownBy(() -> Schedule.step(10, Double.NaN)).hasMessageContaining("got 10, NaN");
    assertThatThrownBy(() -> Schedule.step(0, 0.1)).hasMessageContaining("every > 0");
    assertThatThrownBy(() -> Schedule.CONSTANT.warmup(-1)).hasMessageContaining("got -1");
  }
}
