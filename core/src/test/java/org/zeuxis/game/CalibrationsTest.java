package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationsTest {
  private static final long SEED = 13;

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  // ---------------------------------------------------------------- logistic

  /** Two points and two parameters: at each, the probability is the mean of Platt's targets. */
  @Test
  void logisticLayerGoesThroughTheMeansWhereItCan() {
    double[] real = new double[40];
    Arrays.fill(real, 0, 30, 3);
    double[] generated = new double[40];
    Arrays.fill(generated, 0, 5, 3);
    LogisticCalibration layer = LogisticCalibration.of(new Verdicts(real, new long[40], generated));
    assertThat(sigmoid(layer.logit(3)))
        .isCloseTo((30 * 41 / 42.0 + 5 * 1 / 42.0) / 35, within(1e-8));
    assertThat(sigmoid(layer.logit(0)))
        .isCloseTo((10 * 41 / 42.0 + 35 * 1 / 42.0) / 45, within(1e-8));
  }

  @Test
  void logisticLayerUndoesADistortionOfAPerfectLogit() {
    LogisticCalibration layer = LogisticCalibration.of(new Toy(4, -8).verdicts(50_000, 1, SEED));
    assertThat(layer.slope()).isCloseTo(0.25, within(0.01));
    assertThat(layer.offset()).isCloseTo(2, within(0.05));
  }

  @Test
  void logisticLayerIsFiniteWhereAllIsToldApart() {
    LogisticCalibration layer = LogisticCalibration.of(
        new Verdicts(new double[] {900, 1000}, new long[2], new double[] {-1000, -900}));
    assertThat(layer.logit(950)).isCloseTo(Math.log(3), within(0.2)); // σ = 3/4 of two samples
    assertThat(layer.slope()).isPositive();
  }

  @Test
  void logisticLayerOfADiscriminatorThatTellsNothingIsFlat() {
    LogisticCalibration layer =
        LogisticCalibration.of(new Verdicts(new double[] {7, 7}, new long[2], new double[] {7, 7}));
    assertThat(layer.logit(7)).isZero();
    assertThat(layer.logit(-3)).isZero();
  }

  // ---------------------------------------------------------------- isotonic

  /** By hand: 3 and 2 pool to 2.5, 4 and 3.5 to 3.75. */
  @Test
  void violatorsArePooled() {
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] y = {1, 3, 2, 4, 3.5, 5};
    IsotonicRegression fitted = IsotonicRegression.of(x, y);
    assertThat(Arrays.stream(x).map(fitted::at)).containsExactly(1.0, 2.5, 2.5, 3.75, 3.75, 5.0);
    assertThat(fitted.at(1.5)).isEqualTo(1.75);
    assertThat(fitted.at(2.7)).isEqualTo(2.5);
    assertThat(fitted.at(-9)).isEqualTo(1);
    assertThat(fitted.at(99)).isEqualTo(5);
  }

  @Test
  void poolingReachesBack() {
    double[] x = {1, 2, 3, 4};
    IsotonicRegression fitted = IsotonicRegression.of(x, new double[] {3, 4, 5, 0});
    assertThat(Arrays.stream(x).map(fitted::at)).containsOnly(3.0);
  }

  @Test
  void orderOfThePointsDoesNotMatterAndEqualOnesAreAveraged() {
    IsotonicRegression fitted =
        IsotonicRegression.of(new double[] {2, 1, 2, 1}, new double[] {1, 0, 0, 0});
    assertThat(fitted.at(1)).isZero();
    assertThat(fitted.at(2)).isEqualTo(0.5);
    assertThat(fitted.at(1.5)).isEqualTo(0.25);
  }

  /** The closed form: max over j ≤ i of min over k ≥ i of the mean of y_j … y_k. */
  @Test
  void fitIsThatOfTheMaxMinFormula() {
    Random random = new Random(SEED);
    double[] x = IntStream.range(0, 60).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(0, 60)
        .mapToDouble(i -> random.nextDouble() < i / 60.0 ? 1 : 0)
        .toArray();
    IsotonicRegression fitted = IsotonicRegression.of(x, y);
    for (int i = 0; i < x.length; i++) {
      double expected = Double.NEGATIVE_INFINITY;
      for (int j = 0; j <= i; j++) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = i; k < x.length; k++) {
          least = Math.min(least, Arrays.stream(y, j, k + 1).average().orElseThrow());
        }
        expected = Math.max(expected, least);
      }
      assertThat(fitted.at(i)).as("seed %d, point %d", SEED, i).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void fitRises() {
    Random random = new Random(SEED);
    double[] x = random.doubles(500).toArray();
    double[] y = random.doubles(500).toArray();
    IsotonicRegression fitted = IsotonicRegression.of(x, y);
    double before = Double.NEGATIVE_INFINITY;
    for (double at = -0.1; at < 1.1; at += 0.001) {
      assertThat(fitted.at(at)).isGreaterThanOrEqualTo(before);
      before = fitted.at(at);
    }
    assertThat(before).isGreaterThan(fitted.at(-1));
  }

  @Test
  void noPointsAreRefused() {
    assertThatThrownBy(() -> IsotonicRegression.of(new double[0], new double[0]))
        .hasMessageContaining("got 0 and 0");
  }
}
