package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class FrechetDistanceTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Of normal distributions with diagonal covariances: Σ (μ₁-μ₂)² + (σ₁-σ₂)². */
  @Property(tries = 50, seed = "20201122")
  void distanceOfAlignedGaussiansIsThatOfMeansAndDeviations(
      @ForAll @IntRange(min = 1, max = 12) int d,
      @ForAll @DoubleRange(min = -3, max = 3) double shift,
      @ForAll @DoubleRange(min = 0, max = 5) double firstDeviation,
      @ForAll @DoubleRange(min = 0, max = 5) double secondDeviation) {
    try (Scope each = new Scope()) {
      double expected = 0;
      double[] means = new double[d];
      double[] first = new double[d * d];
      double[] second = new double[d * d];
      for (int i = 0; i < d; i++) {
        double a = firstDeviation * (i + 1);
        means[i] = shift * i;
        first[i * d + i] = a * a;
        second[i * d + i] = secondDeviation * secondDeviation;
        expected += means[i] * means[i] + (a - secondDeviation) * (a - secondDeviation);
      }
      Moments one = new Moments(Tensor.of(new double[d], d), Tensor.of(first, d, d), 1000);
      Moments other = new Moments(Tensor.of(means, d), Tensor.of(second, d, d), 1000);
      // The roots of eigenvalues that should be 0 are as large as √rounding.
      double allowed = 1e-7 * (1 + expected);
      assertThat(FrechetDistance.between(one, other)).isCloseTo(expected, within(allowed));
    }
  }

  @Property(tries = 30, seed = "20201122")
  void distanceOfASetToItselfIsZero(
      @ForAll @IntRange(min = 2, max = 60) int n, @ForAll @IntRange(min = 1, max = 30) int d) {
    try (Scope each = new Scope()) {
      Tensor x = Points.normal(n * 100L + d, n, d).times(10).plus(3);
      assertThat(FrechetDistance.between(x, x)).isCloseTo(0, within(1e-5 * d));
    }
  }

  @Property(tries = 30, seed = "20201122")
  void distanceIsTheSameBothWays(
      @ForAll @IntRange(min = 2, max = 40) int n,
      @ForAll @IntRange(min = 2, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 20) int d) {
    try (Scope each = new Scope()) {
      Tensor x = Points.normal(n, n, d);
      Tensor y = Points.normal(m + 100L, m, d).times(2).plus(1);
      assertThat(FrechetDistance.between(x, y))
          .isCloseTo(FrechetDistance.between(y, x), withinPercentage(1e-4));
    }
  }

  @Property(tries = 20, seed = "20201122")
  void turningBothSetsAlikeChangesNothing(
      @ForAll @IntRange(min = 2, max = 60) int n, @ForAll @IntRange(min = 2, max = 20) int d) {
    try (Scope each = new Scope()) {
      Tensor x = Points.normal(1, n, d).to(DType.FLOAT64);
      Tensor y = Points.normal(2, n + 5, d).to(DType.FLOAT64).times(0.5).plus(1);
      Tensor turn = Points.rotation(n, d);
      double turned =
          FrechetDistance.between(x.matmul(turn).plus(4), y.matmul(turn).plus(4));
      assertThat(turned).isCloseTo(FrechetDistance.between(x, y), withinPercentage(1e-4));
    }
  }

  @Test
  void momentsAreThoseOfTheDefinition() {
    // Means 2 and 3; deviations -1 0 1 and 1 -2 1.
    Moments moments =
        Moments.of("real", Points.of(new float[] {1, 4}, new float[] {2, 1}, new float[] {3, 4}));
    assertThat(moments.mean().toDoubles()).containsExactly(2, 3);
    assertThat(moments.covariance().toDoubles()).containsExactly(1, 0, 0, 3);
    assertThat(moments.count()).isEqualTo(3);
  }

  /** More than one block of rows, and a mean that a sum in float32 would spoil. */
  @Test
  void momentsOfManyRowsAreThoseOfAllBlocks() {
    int n = 5000;
    double[] counting = new double[n];
    for (int i = 0; i < n; i++) {
      counting[i] = 1e6 + i;
    }
    Moments moments = Moments.of("real", Tensor.of(counting, n, 1).to(DType.FLOAT32));
    assertThat(moments.mean().item()).isEqualTo(1e6 + (n - 1) / 2.0);
    assertThat(moments.covariance().item())
        .isCloseTo((double) n * (n + 1) / 12, withinPercentage(1e-10));
  }

  @Test
  void setsOfOnePointEachAreApartByItsDistance() {
    Tensor here = Points.of(new float[] {1, 1}, new float[] {1, 1});
    Tensor there = Points.of(new float[] {4, 5}, new float[] {4, 5}, new float[] {4, 5});
    assertThat(FrechetDistance.between(here, there)).isEqualTo(25);
  }

  @Test
  void tooFewImagesForTheCovarianceAreTold() {
    assertThat(Moments.of("real", Points.normal(1, 16, 16)).rankDeficient()).isTrue();
    assertThat(Moments.of("real", Points.normal(1, 17, 16)).rankDeficient()).isFalse();
  }

  @Test
  void retainedMomentsOutliveTheirScope() {
    Moments moments;
    try (Scope inner = new Scope()) {
      moments = Moments.of("real", Points.normal(1, 30, 4)).retain();
    }
    assertThat(FrechetDistance.between(moments, moments)).isCloseTo(0, within(1e-6));
    moments.close();
  }

  @Test
  void momentsThatCannotBeAreRefused() {
    Tensor mean = Tensor.of(new double[2], 2);
    Tensor covariance = Tensor.of(new double[4], 2, 2);
    assertThatThrownBy(() -> new Moments(mean, Tensor.of(new double[9], 3, 3), 5))
        .hasMessage("Moments(covariance): expected [d,d] = [2,2], got [3,3]");
    assertThatThrownBy(() -> new Moments(mean.to(DType.FLOAT32), covariance, 5))
        .hasMessage("Moments: expected float64, got mean FLOAT32 and covariance FLOAT64");
    assertThatThrownBy(() -> new Moments(mean.plus(Double.NaN), covariance, 5))
        .hasMessage("Moments: mean or covariance hold NaN or infinite numbers");
    assertThatThrownBy(() -> new Moments(mean, covariance, 1))
        .hasMessage("Moments: count must be >= 2, got 1");
  }
}
