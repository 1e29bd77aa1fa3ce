package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class InterpolationTest {
  private static final int SIZE = 100;
  private static final long SEED = 5;

  private final Scope scope = new Scope();
  private final Tensor a;
  private final Tensor b;

  InterpolationTest() {
    try (Rng rng = new Rng(SEED)) {
      a = unit(rng.normal(SIZE));
      b = unit(rng.normal(SIZE));
    }
  }

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor unit(Tensor x) {
    return x.times(1 / x.norm().item());
  }

  @ParameterizedTest
  @EnumSource
  void endsAreTheVectorsThemselves(Interpolation way) {
    assertThat(way.between(a, b, 0).toFloats()).isEqualTo(a.toFloats());
    assertThat(way.between(a, b, 1).toFloats()).isEqualTo(b.toFloats());
  }

  @Test
  void slerpKeepsTheNormBetweenVectorsOfEqualNorm() {
    for (double t = 0; t <= 1; t += 0.125) {
      assertThat(Interpolation.SLERP.between(a, b, t).norm().item())
          .as("t = %s", t)
          .isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void slerpMovesAtAnEvenAngle() {
    double whole = angle(a, b);
    for (double t = 0.25; t < 1; t += 0.25) {
      assertThat(angle(a, Interpolation.SLERP.between(a, b, t)))
          .as("t = %s", t)
          .isCloseTo(t * whole, within(1e-4));
    }
  }

  @Test
  void slerpAtARightAngleIsCosineAndSine() {
    Tensor x = Tensor.of(new float[] {3, 0}, 2);
    Tensor y = Tensor.of(new float[] {0, 3}, 2);
    float[] third = Interpolation.SLERP.between(x, y, 1 / 3.0).toFloats();
    assertThat(third[0]).isCloseTo((float) (3 * Math.cos(Math.PI / 6)), within(1e-6f));
    assertThat(third[1]).isCloseTo((float) (3 * Math.sin(Math.PI / 6)), within(1e-6f));
  }

  @Test
  void slerpBetweenParallelVectorsIsStraight() {
    float[] middle = Interpolation.SLERP.between(a, a.times(3), 0.5).toFloats();
    float[] expected = a.times(2).toFloats();
    for (int i = 0; i < SIZE; i++) {
      assertThat(middle[i]).isCloseTo(expected[i], within(1e-6f));
    }
  }

  @Test
  void lerpIsTheWeightedMean() {
    Tensor x = Tensor.of(new float[] {0, 8}, 2);
    Tensor y = Tensor.of(new float[] {4, 0}, 2);
    assertThat(Interpolation.LERP.between(x, y, 0.25).toFloats()).containsExactly(1, 6);
  }

  private static double angle(Tensor x, Tensor y) {
    return Math.acos(x.times(y).sum().item() / (x.norm().item() * y.norm().item()));
  }
}
