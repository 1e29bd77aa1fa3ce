package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientsTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void r1OfSumOfCubesIsNineXToTheFourth() {
    Tensor x = Tensor.of(new float[] {-2, 0.5f, 3}, 3, 1).requireGradient();
    Tensor penalty = x.pow(3).gradientWithRespectTo(x).square().sum(1);
    assertThat(penalty.toFloats())
        .containsExactly(new float[] {9 * 16, 9 / 16f, 9 * 81}, within(1e-4f));
    Tensor gradient = penalty.sum().gradients(List.of(x)).get(0);
    assertThat(gradient.toFloats())
        .containsExactly(new float[] {36 * -8, 36 / 8f, 36 * 27}, within(1e-3f));
  }

  @Property(seed = "1", tries = 100)
  void gradientsOfAProductAreTheOtherFactors(
      @ForAll @FloatRange(min = -10, max = 10) float a,
      @ForAll @FloatRange(min = -10, max = 10) float b) {
    try (Scope step = new Scope()) {
      Tensor x = Tensor.scalar(a).requireGradient();
      Tensor y = Tensor.scalar(b).requireGradient();
      List<Tensor> gradients = x.times(y).gradients(List.of(x, y));
      assertThat(gradients.get(0).item()).isEqualTo(b);
      assertThat(gradients.get(1).item()).isEqualTo(a);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void gradientsCanBeDifferentiatedOnlyWhereAskedFor(boolean createGraph) {
    Tensor x = Tensor.scalar(2).requireGradient();
    Tensor gradient = x.pow(3).gradients(List.of(x), createGraph).get(0);
    assertThat(gradient.requiresGradient()).isEqualTo(createGraph);
  }

  @Test
  void gradientsOfSeveralElementsAreRefused() {
    Tensor x = Tensor.ones(2).requireGradient();
    assertThatThrownBy(() -> x.times(2).gradients(List.of(x)))
        .hasMessage("gradients: expected a scalar, got shape [2]");
  }

  @Test
  void gradientByWhatTheScalarDoesNotHangOnIsRefused() {
    Tensor x = Tensor.ones(1).requireGradient();
    Tensor other = Tensor.ones(1).requireGradient();
    assertThatThrownBy(() -> x.sum().gradients(List.of(other)))
        .hasMessageContaining("not have been used in the graph");
  }

  @Test
  void gradientsOfTensorsThatAreNotAskedForAreNotComputed() {
    // No machine has the memory for this weight's gradient: 2⁴⁷ bytes. The weight itself is one
    // number, seen 2⁴⁵ times.
    Tensor weight = Tensor.scalar(2).expand(1L << 45).detach().requireGradient();
    Tensor z = Tensor.ones(3).requireGradient();
    Tensor loss = z.times(weight.narrow(0, 0, 3)).sum();
    assertThat(loss.gradients(List.of(z), true).get(0).toFloats()).containsExactly(2, 2, 2);
    assertThatThrownBy(() -> loss.gradients(List.of(z, weight)))
        .hasMessageContaining("allocate memory");
  }

  @Test
  void nothingIsRecordedInsideNoGrad() {
    Tensor x = Tensor.ones(2).requireGradient();
    try (NoGrad outer = new NoGrad()) {
      try (NoGrad inner = new NoGrad()) {
        assertThat(x.times(2).requiresGradient()).isFalse();
      }
      assertThat(x.times(2).requiresGradient()).isFalse();
    }
    assertThat(x.times(2).requiresGradient()).isTrue();
  }

  @Test
  void noGradIsOfItsThreadOnly() throws InterruptedException {
    Tensor x = Tensor.ones(2).requireGradient();
    boolean[] recorded = new boolean[1];
    try (NoGrad guard = new NoGrad()) {
      Thread thread = new Thread(() -> {
        try (Scope own = new Scope()) {
          recorded[0] = x.times(2).requiresGradient();
        }
      });
      thread.start();
      thread.join();
    }
    assertThat(recorded[0]).isTrue();
  }

  @Test
  void noGradEndsWhenAnExceptionLeavesIt() {
    Tensor x = Tensor.ones(2).requireGradient();
    assertThatThrownBy(() -> {
          try (NoGrad guard = new NoGrad()) {
            x.plus(Tensor.ones(3));
          }
        })
        .isInstanceOf(RuntimeException.class);
    assertThat(x.times(2).requiresGradient()).isTrue();
  }

  @Test
  void detachedTensorsAreCutOff() {
    Tensor x = Tensor.ones(2).requireGradient();
    assertThat(x.times(2).detach().requiresGradient()).isFalse();
  }
}
