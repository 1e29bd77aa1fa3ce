package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class PointSetTest {
  private static PointSet open(String name) {
    return (PointSet) DataSource.open(name, DataOptions.defaults(), ProgressListener.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void everyPointIsDrawnFromTheGaussianOfItsClass(String name) {
    PointSet set = open(name);
    double sumOfSquares = 0;
    double sum = 0;
    for (int i = 0; i < set.size(); i++) {
      PointSet.Point mode = set.modes().get(set.label(i));
      double x = set.point(i).x() - mode.x();
      double y = set.point(i).y() - mode.y();
      assertThat(Math.hypot(x, y)).isLessThan(6 * set.sigma());
      sum += x + y;
      sumOfSquares += x * x + y * y;
    }
    assertThat(sum / set.size()).isCloseTo(0, within(set.sigma() / 40));
    assertThat(Math.sqrt(sumOfSquares / (2 * set.size())))
        .isCloseTo(set.sigma(), within(set.sigma() / 100));
  }

  @Test
  void theModesAreWhereThePapersPutThem() {
    assertThat(open("ring").modes())
        .hasSize(8)
        .allSatisfy(mode -> assertThat(Math.hypot(mode.x(), mode.y())).isCloseTo(2, within(1e-12)));
    assertThat(open("ring").sigma()).isEqualTo(0.02);
    assertThat(open("grid").modes())
        .hasSize(25)
        .contains(new PointSet.Point(-4, -4), new PointSet.Point(0, 2), new PointSet.Point(4, 4));
    assertThat(open("grid").sigma()).isEqualTo(0.05);
  }

  @Test
  void theMoonsAreHalfCircles() {
    PointSet moons = open("two-moons");
    assertThat(moons.classNames()).containsExactly("upper", "lower");
    assertThat(moons.modes()).isEmpty();
    for (int i = 0; i < 1000; i++) {
      PointSet.Point p = moons.point(i);
      double radius =
          moons.label(i) == 0 ? Math.hypot(p.x(), p.y()) : Math.hypot(p.x() - 1, p.y() - 0.5);
      assertThat(radius).isCloseTo(1, within(0.3));
    }
  }

  @Test
  void theRollIsASpiral() {
    PointSet roll = open("swiss-roll");
    for (int i = 0; i < 1000; i++) {
      double radius = 7.5 * Math.hypot(roll.point(i).x(), roll.point(i).y());
      assertThat(radius).isBetween(1.5 * Math.PI - 1.2, 4.5 * Math.PI + 1.2);
    }
  }

  @Test
  void theyAreTheSameEveryTimeAndTheTestSplitIsAnother() {
    assertThat(open("ring").fingerprint()).isEqualTo(PointSet.ring(false).fingerprint());
    assertThat(PointSet.ring(true).fingerprint())
        .isNotEqualTo(PointSet.ring(false).fingerprint());
  }

  @Test
  void pointsHaveNoSize() {
    assertThatThrownBy(() ->
            DataSource.open("ring", DataOptions.defaults().withSize(32), ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ring: is a set of points, which have no size and no channels");
  }
}
