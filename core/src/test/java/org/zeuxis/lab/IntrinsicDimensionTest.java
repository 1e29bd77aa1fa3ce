package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicDimensionTest {
  private static final int COUNT = 1500;

  /** A flat torus has no border and the same density everywhere: d circles in 2d coordinates. */
  private static double[][] torus(int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[COUNT][2 * d];
    for (double[] point : points) {
      for (int c = 0; c < d; c++) {
        double angle = 2 * Math.PI * random.nextDouble();
        point[2 * c] = Math.cos(angle);
        point[2 * c + 1] = Math.sin(angle);
      }
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void bothEstimatorsFindTheDimensionOfATorus(int d) {
    double[][] points = torus(d, 7);
    assertThat(IntrinsicDimension.twoNearest(points))
        .isCloseTo(d, within(4 * d / Math.sqrt(COUNT)));
    assertThat(IntrinsicDimension.maximumLikelihood(points, 10)).isCloseTo(d, within(0.1 * d));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void twinsAreLeftOutAndScaleDoesNotMatter(int d) {
    double[][] once = torus(d, 8);
    double[][] larger = new double[COUNT + 2][];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = once[i % COUNT].clone();
      for (int c = 0; c < 2 * d; c++) {
        larger[i][c] *= 1000;
      }
    }
    assertThat(IntrinsicDimension.twoNearest(larger))
        .isCloseTo(IntrinsicDimension.twoNearest(once), within(0.05 * d));
  }
}
