package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Close;
import org.zeuxis.Fixture;

@ExtendWith(OneThread.class)
class ResizingTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quarter", "larger", "odd"})
  void bicubicAgreesWithAnIndependentImplementation(String name) {
    Fixture fixture = Fixture.load("pair_metrics");
    Tensor expected = fixture.get("bicubic/" + name + "/y");
    Tensor resized = Functional.resizeBicubic(
        fixture.get("bicubic/" + name + "/x"), expected.size(2), expected.size(3));
    Close.assertClose(name, resized, expected, 1e-6);
  }

  @Test
  void bicubicLeavesWhatHasTheSizeAlreadyAndWhatIsConstant() {
    Tensor x = new Rng(1).uniform(-1, 1, 2, 3, 6, 5);
    Close.assertClose("same size", Functional.resizeBicubic(x, 6, 5), x, 1e-6);
    assertThat(Functional.resizeBicubic(Tensor.full(0.75, 1, 1, 8, 8), 3, 11).toFloats())
        .containsOnly(new float[] {0.75f}, within(1e-6f));
  }

  @Test
  void bicubicShrinksWithoutAliasing() {
    // Columns of -1 and 1 in turn: their mean is 0, while picking pixels would find one sort alone.
    float[] row = new float[32];
    for (int i = 0; i < row.length; i++) {
      row[i] = i % 2 == 0 ? -1 : 1;
    }
    Tensor stripes = Tensor.of(row, 1, 1, 1, 32).expand(1, 1, 32, 32);
    Tensor inside = Functional.resizeBicubic(stripes, 8, 8).narrow(3, 2, 4);
    assertThat(inside.abs().max().item()).isLessThan(0.01);
  }

  @Test
  void bicubicIsLinearAndItsGradientTheTransposedMap() {
    Rng rng = new Rng(2);
    Tensor x = rng.normal(1, 2, 8, 12).requireGradient();
    Tensor g = rng.normal(1, 2, 2, 3);
    Tensor v = rng.normal(1, 2, 8, 12);
    Tensor gradient =
        Functional.resizeBicubic(x, 2, 3).times(g).sum().gradients(List.of(x)).get(0);
    double expected = Functional.resizeBicubic(v, 2, 3).times(g).sum().item();
    assertThat(gradient.times(v).sum().item()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void bicubicCanBeDifferentiatedTwice() {
    Rng rng = new Rng(3);
    Tensor x = rng.normal(1, 1, 8, 8).requireGradient();
    Tensor v = rng.normal(1, 1, 8, 8);
    Tensor gradient = Functional.resizeBicubic(x, 4, 4).square().gradientWithRespectTo(x);
    Tensor second = gradient.times(v).gradientWithRespectTo(x); // 2 AᵀA v
    double expected = 2 * Functional.resizeBicubic(v, 4, 4).square().sum().item();
    assertThat(second.times(v).sum().item()).isCloseTo(expected, within(1e-4));
  }

  @Test
  void bicubicRefusesWhatIsNoImages() {
    assertThatThrownBy(() -> Functional.resizeBicubic(Tensor.ones(3, 8, 8), 4, 4))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Functional.resizeBicubic(x): expected [N,C,H,W] = [*,*,*,*], got [3,8,8]");
  }
}
