package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * min over x, max over y of xy, both players moving at once from (1,1): the smallest game whose
 * only equilibrium, (0,0), gradient descent circles and leaves.
 */
class BilinearGameTest {
  private final Scope scope = new Scope();
  private final Tensor x = Tensor.ones(1);
  private final Tensor y = Tensor.ones(1);

  @AfterEach
  void free() {
    scope.close();
  }

  private void play(int steps, double learningRate, Function<Map<String, Tensor>, Optimizer> make) {
    try (Optimizer ofX = make.apply(Map.of("x", x));
        Optimizer ofY = make.apply(Map.of("y", y))) {
      for (int i = 0; i < steps; i++) {
        step(ofX, ofY, learningRate);
      }
    }
  }

  /** The gradients of xy by x and of -xy by y, both of the weights before the step. */
  private void step(Optimizer ofX, Optimizer ofY, double learningRate) {
    try (Scope step = new Scope()) {
      Tensor byX = y.copy();
      Tensor byY = x.neg();
      ofX.step(List.of(byX), learningRate);
      ofY.step(List.of(byY), learningRate);
    }
  }

  private double distance() {
    return Math.hypot(x.item(), y.item());
  }

  @Test
  void gradientDescentLeavesTheEquilibriumBySqrtOfOnePlusEtaSquaredAStep() {
    play(200, 0.1, p -> new Sgd(p, 0, 0));
    assertThat(distance() / (Math.sqrt(2) * Math.pow(1.01, 100))).isCloseTo(1, within(1e-4));
  }

  @Test
  void adamLeavesTheEquilibrium() {
    play(2000, 0.05, p -> Adam.adam(p, 0, 0.999, 0));
    assertThat(distance()).isGreaterThan(2);
  }

  @Test
  void optimisticAdamFindsIt() {
    play(2000, 0.05, p -> new OptimisticAdam(p, 0, 0.999, 0));
    assertThat(distance()).isLessThan(1e-3);
  }

  @Test
  void extrapolationFindsIt() {
    play(4000, 0.05, p -> new ExtraAdam(p, 0, 0.999, 0));
    assertThat(distance()).isLessThan(1e-3);
  }

  /**
   * One step multiplies x+iy by λ = 1+iη, k steps by λᵏ, and looking back makes that 1-α+αλᵏ
   * (arXiv:2006.14567, section 3), shorter than 1 here.
   */
  @Test
  void lookaheadFindsItAtTheRateOfItsClosedForm() {
    int k = 20;
    double alpha = 0.5;
    double eta = 0.1;
    double angle = k * Math.atan(eta);
    double length = Math.pow(1 + eta * eta, k / 2.0);
    double real = 1 - alpha + alpha * length * Math.cos(angle);
    double imaginary = alpha * length * Math.sin(angle);
    assertThat(Math.hypot(real, imaginary)).isLessThan(0.6);
    try (Optimizer ofX = new Sgd(Map.of("x", x), 0, 0);
        Optimizer ofY = new Sgd(Map.of("y", y), 0, 0);
        Lookahead backX = new Lookahead(Map.of("x", x), k, alpha);
        Lookahead backY = new Lookahead(Map.of("y", y), k, alpha)) {
      double[] expected = {1, 1};
      for (int i = 0; i < 8 * k; i++) {
        step(ofX, ofY, eta);
        backX.afterIteration(i);
        backY.afterIteration(i);
        if (i % k == k - 1) {
          expected = new double[] {
            expected[0] * real - expected[1] * imaginary,
            expected[0] * imaginary + expected[1] * real
          };
          assertThat(x.item()).isCloseTo(expected[0], within(1e-5));
          assertThat(y.item()).isCloseTo(expected[1], within(1e-5));
        }
      }
    }
    assertThat(distance()).isLessThan(0.02);
  }
}
