package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class OverfittingControlTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** One minibatch of {@code positive} logits above 0, {@code negative} below. */
  private static void learn(OverfittingControl control, int positive, int negative) {
    float[] logits = new float[positive + negative];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = i < positive ? 0.1f + i : -7;
    }
    try (Scope each = new Scope()) {
      control.learn(Tensor.of(logits, logits.length), Tensor.full(-1, logits.length));
    }
  }

  @Test
  void probabilityGoesFromZeroToOneInTheGivenImagesAndNoFurther() {
    try (OverfittingControl control = new OverfittingControl(0.6, 500, 0, 1)) {
      for (int i = 0; i < 500_000 / 1000; i++) {
        assertThat(control.probability()).isCloseTo(i / 4 * 4 * 1000 / 500e3, within(1e-12));
        learn(control, 1000, 0);
      }
      assertThat(control.probability()).isCloseTo(1, within(1e-12));
      for (int i = 0; i < 8; i++) {
        learn(control, 1000, 0);
      }
      assertThat(control.probability()).isEqualTo(1);
    }
  }

  @Test
  void trajectoryIsTheOneComputedByHand() {
    try (OverfittingControl control = new OverfittingControl(0.6, 1, 0, 1)) {
      learn(control, 10, 0);
      learn(control, 10, 0);
      learn(control, 10, 0);
      assertThat(control.probability()).isZero(); // not before the fourth
      learn(control, 10, 0);
      assertThat(control.overfitting()).isEqualTo(1);
      assertThat(control.probability()).isCloseTo(0.04, within(1e-15)); // 40 images of 1000
      for (int i = 0; i < 4; i++) {
        learn(control, 9, 1); // r = 0.8
      }
      assertThat(control.overfitting()).isEqualTo(0.8);
      assertThat(control.probability()).isCloseTo(0.08, within(1e-15));
      for (int i = 0; i < 4; i++) {
        learn(control, 8, 2); // r = 0.6: at the target
      }
      assertThat(control.probability()).isCloseTo(0.08, within(1e-15));
      learn(control, 20, 0); // (20 - 5·3)/35 = 1/7
      learn(control, 0, 5);
      learn(control, 0, 5);
      learn(control, 0, 5);
      assertThat(control.overfitting()).isCloseTo(1 / 7.0, within(1e-15));
      assertThat(control.probability()).isCloseTo(0.045, within(1e-15));
    }
  }

  @Test
  void probabilityNeverFallsBelowZero() {
    try (OverfittingControl control = new OverfittingControl(0.6, 1, 0, 1)) {
      for (int i = 0; i < 8; i++) {
        learn(control, 0, 10);
      }
      assertThat(control.overfitting()).isEqualTo(-1);
      assertThat(control.probability()).isZero();
    }
  }

  @Test
  void logitsOfGeneratedImagesDoNotCountAndZeroHasNoSign() {
    try (OverfittingControl control = new OverfittingControl(-0.5, 1, 0, 1)) {
      for (int i = 0; i < 4; i++) {
        control.learn(Tensor.zeros(10), Tensor.full(-5, 10));
      }
      assertThat(control.overfitting()).isZero();
      assertThat(control.probability()).isCloseTo(0.04, within(1e-15));
    }
  }

  @Test
  void logitsThatAreNotNumbersLeaveTheProbability() {
    try (OverfittingControl control = new OverfittingControl(0.6, 1, 0, 1)) {
      for (int i = 0; i < 4; i++) {
        learn(control, 10, 0);
      }
      control.learn(Tensor.full(Double.NaN, 10), Tensor.ones(10));
      for (int i = 0; i < 3; i++) {
        learn(control, 10, 0);
      }
      assertThat(control.overfitting()).isNaN();
      assertThat(control.probability()).isCloseTo(0.04, within(1e-15));
      for (int i = 0; i < 4; i++) {
        learn(control, 10, 0);
      }
      assertThat(control.probability()).isCloseTo(0.08, within(1e-15));
    }
  }

  @Test
  void goesOnExactlyFromItsStateInTheMiddleOfAnInterval() {
    try (OverfittingControl whole = new OverfittingControl(0.6, 0.7, 0, 1);
        OverfittingControl first = new OverfittingControl(0.6, 0.7, 0, 1);
        OverfittingControl second = new OverfittingControl(0.6, 0.7, 0, 1)) {
      for (int i = 0; i < 30; i++) {
        learn(whole, i % 7, i % 3);
        learn(i < 13 ? first : second, i % 7, i % 3);
        if (i == 12) {
          Map<String, Tensor> saved = new LinkedHashMap<>();
          first.state().forEach((name, value) -> saved.put(name, value.copy()));
          second.state().forEach((name, value) -> value.copyFrom(saved.get(name)));
        }
      }
      assertThat(whole.probability()).isPositive();
      whole.state().forEach((name, value) -> {
        assertThat(value.type()).as(name).isEqualTo(DType.FLOAT64);
        assertThat(second.state().get(name).sameAs(value)).as(name).isTrue();
      });
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void speedsThatAreNoneAreRefused(double kimg) {
    assertThatThrownBy(() -> new OverfittingControl(0.6, kimg, 0, 1))
        .hasMessage("adjustKimg must be > 0 and finite, got " + kimg);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.1, 1.1, Double.NaN})
  void targetsThatNoSignCanReachAreRefused(double target) {
    assertThatThrownBy(() -> new OverfittingControl(target, 500, 0, 1))
        .hasMessage("target must be in [-1,1], got " + target);
  }
}
