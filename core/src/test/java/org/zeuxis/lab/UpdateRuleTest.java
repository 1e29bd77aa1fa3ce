package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.objective.AdversarialLosses.MINIMAX;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

@ExtendWith(OneThread.class)
class UpdateRuleTest {
  private static final UpdateRule.Linear PLAIN = new UpdateRule.Linear(1, 0);
  private static final double H = 0.2;

  @Test
  void factorsOfTheGameXyAreTheKnownOnes() {
    double h2 = H * H;
    assertThat(UpdateRule.SIMULTANEOUS.factor(PLAIN, H))
        .isCloseTo(Math.sqrt(1 + h2), within(1e-12));
    assertThat(UpdateRule.ALTERNATING.factor(PLAIN, H)).isCloseTo(1, within(1e-12));
    assertThat(UpdateRule.EXTRA_GRADIENT.factor(PLAIN, H))
        .isCloseTo(Math.sqrt(1 - h2 + h2 * h2), within(1e-12));
    assertThat(UpdateRule.OPTIMISTIC.factor(PLAIN, H))
        .isCloseTo(Math.sqrt((1 + Math.sqrt(1 - 4 * h2)) / 2), within(1e-12));
  }

  /** Too far a step throws even alternating players out: α > 2 of Lemma 2.5. */
  @Test
  void alternatingPlayersLeaveIfTheirStepsAreTooLong() {
    assertThat(UpdateRule.ALTERNATING.factor(PLAIN, 1.99)).isCloseTo(1, within(1e-9));
    assertThat(UpdateRule.ALTERNATING.factor(PLAIN, 2.1)).isGreaterThan(1.5);
  }

  @Test
  void eigenvaluesBecomeRealWhereDampingIsStrong() {
    Complex weak = new UpdateRule.Linear(0.5, 0.4).eigenvalue();
    assertThat(weak.re()).isCloseTo(-0.2, within(1e-12));
    assertThat(weak.im()).isCloseTo(Math.sqrt(0.25 - 0.04), within(1e-12));
    Complex strong = new UpdateRule.Linear(0.5, 1.3).eigenvalue();
    assertThat(strong.im()).isZero();
    assertThat(strong.re()).isCloseTo(-0.65 + Math.sqrt(0.65 * 0.65 - 0.25), within(1e-12));
  }

  @Test
  void rootOfAComplexNumberSquaresBack() {
    for (Complex z : new Complex[] {new Complex(-4, 0), new Complex(3, -4), new Complex(0, 2)}) {
      Complex back = z.sqrt().times(z.sqrt());
      assertThat(back.re()).isCloseTo(z.re(), within(1e-12));
      assertThat(back.im()).isCloseTo(z.im(), within(1e-12));
    }
  }

  /** λ² - 5λ + 6 = 0: 2 and 3. */
  @Test
  void largestRootOfAQuadraticEquation() {
    assertThat(Complex.largestRoot(Complex.of(-5), Complex.of(6))).isCloseTo(3, within(1e-12));
  }

  /** Gradients of the paper's L = f(ψθ) + f(0): ψ·f'(ψθ) and -θ·f'(ψθ), f'(t) = σ(-t). */
  @Test
  void gradientsOfTheDiracGanAreThePapers() {
    DiracGan gan = DiracGan.of(MINIMAX);
    try (Scope scope = new Scope()) {
      Tensor x = Tensor.of(new double[] {0.7}, 1).requireGradient();
      Tensor y = Tensor.of(new double[] {-1.3}, 1).requireGradient();
      double slope = Contest.sigmoid(0.7 * -1.3);
      assertThat(gan.byX(x, y).item()).isCloseTo(1.3 * slope, within(1e-12));
      assertThat(gan.byY(x, y).item()).isCloseTo(0.7 * slope, within(1e-12));
      DiracGan damped = DiracGan.withR1(MINIMAX, 0.5);
      assertThat(damped.byY(x, y).item()).isCloseTo(0.7 * slope - 0.65, within(1e-12));
    }
  }

  @Test
  void noiseIsLaidWithTheVarianceAskedFor() {
    double[] places = DiracGan.normalPlaces(1.2, 64);
    double mean = 0;
    double squares = 0;
    for (double place : places) {
      mean += place / 64;
      squares += place * place / 64;
    }
    assertThat(mean).isCloseTo(0, within(1e-12));
    assertThat(squares).isCloseTo(1.44, within(1e-12));
  }

  /** A prediction for another game must not pass. */
  @Test
  void measuredFactorTellsGamesApart() {
    Trajectory xy = Trajectory.of(new BilinearGame(), UpdateRule.SIMULTANEOUS, H, 1e-3, 250);
    assertThat(xy.factor()).isCloseTo(Math.sqrt(1 + H * H), within(1e-9));
    double wrong = UpdateRule.SIMULTANEOUS.factor(new UpdateRule.Linear(0.5, 0), H);
    assertThat(new Check("factor", xy.factor(), wrong, 5e-4, "").holds()).isFalse();
  }
}
