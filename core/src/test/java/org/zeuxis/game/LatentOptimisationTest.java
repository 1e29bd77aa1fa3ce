package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** A linear generator x = Az and a quadratic discriminator f(x) = -‖x - c‖²: g = -2Aᵀ(Az - c). */
class LatentOptimisationTest {
  private static final double[][] A = {{1, 2}, {0, 3}, {-1, 0.5}};
  private static final double[] C = {1, -1, 2};
  private static final Latent LATENT = new Latent(2, Latent.Distribution.NORMAL);
  private static final int COUNT = 100; // more than go at once

  private final Scope scope = new Scope();

  private static final LatentJudge JUDGE = (z, labels) -> {
    Tensor a = Tensor.of(new float[] {1, 0, -1, 2, 3, 0.5f}, 2, 3); // A transposed
    Tensor c = Tensor.of(new float[] {1, -1, 2}, 3);
    return z.matmul(a).minus(c).square().sum(1).neg();
  };

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor draw(LatentSource source, int count) {
    try (Rng rng = new Rng(15)) {
      return source.draw(rng, Tensor.of(new long[count], count));
    }
  }

  /** One step by hand. */
  private static double[] step(double z0, double z1) {
    double g0 = 0;
    double g1 = 0;
    for (int row = 0; row < C.length; row++) {
      double off = A[row][0] * z0 + A[row][1] * z1 - C[row];
      g0 -= 2 * A[row][0] * off;
      g1 -= 2 * A[row][1] * off;
    }
    double rate = 0.9 / (5 + g0 * g0 + g1 * g1);
    return new double[] {z0 + rate * g0, z1 + rate * g1};
  }

  @Test
  void stepsAreThoseOfThePaper() {
    LatentSource prior = LatentSource.prior(LATENT);
    double[] before = draw(prior, COUNT).toDoubles();
    double[] after = draw(new LatentOptimisation(prior, JUDGE, 3, Double.POSITIVE_INFINITY), COUNT)
        .toDoubles();
    for (int i = 0; i < COUNT; i++) {
      double[] z = {before[2 * i], before[2 * i + 1]};
      for (int k = 0; k < 3; k++) {
        z = step(z[0], z[1]);
      }
      assertThat(after[2 * i]).isCloseTo(z[0], within(1e-5));
      assertThat(after[2 * i + 1]).isCloseTo(z[1], within(1e-5));
    }
  }

  @Test
  void eachStepRaisesWhatTheDiscriminatorSays() {
    LatentSource prior = LatentSource.prior(LATENT);
    double before = logits(draw(prior, COUNT));
    for (int steps : new int[] {1, 10, 100}) {
      double now = logits(
          draw(new LatentOptimisation(prior, JUDGE, steps, Double.POSITIVE_INFINITY), COUNT));
      assertThat(now).as("%d steps", steps).isGreaterThan(before + 0.1);
      before = now;
    }
  }

  private static double logits(Tensor z) {
    return JUDGE.logits(z, Tensor.of(new long[COUNT], COUNT)).mean().item();
  }

  @Test
  void vectorsStayInTheSupportOfTheirPrior() {
    LatentSource uniform = LatentSource.prior(new Latent(2, Latent.Distribution.UNIFORM));
    LatentJudge outwards = (z, labels) -> z.sum(1).times(100);
    Tensor z = draw(new LatentOptimisation(uniform, outwards, 2000, 1), 4);
    assertThat(z.toFloats()).containsOnly(1);
  }

  @Test
  void nothingAroundItNeedsToRecord() {
    LatentSource prior = LatentSource.prior(LATENT);
    try (NoGrad guard = new NoGrad()) {
      Tensor z = draw(new LatentOptimisation(prior, JUDGE, 1, Double.POSITIVE_INFINITY), 2);
      assertThat(z.requiresGradient()).isFalse();
      assertThat(z.toFloats()).isNotEqualTo(draw(prior, 2).toFloats());
    }
  }

  @Test
  void nonsenseIsRefused() {
    LatentSource prior = LatentSource.prior(LATENT);
    assertThatThrownBy(() -> new LatentOptimisation(prior, JUDGE, 0, 1))
        .hasMessage("latent-optimisation: steps: expected >= 1, got 0");
    assertThatThrownBy(() -> new LatentOptimisation(prior, JUDGE, 1, Double.NaN))
        .hasMessage("bound must be > 0, got NaN");
  }
}
