package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class FDivergenceTest {
  private static final Line LINE = new Line(-14, 14, 2801);
  private static final Gaussians P = Gaussians.one(0.3, 0.9);
  private static final Gaussians Q = Gaussians.one(-0.6, 1.2);
  private static final NormalDivergences CLOSED = new NormalDivergences(0.3, 0.9, -0.6, 1.2);

  /** f*(t) = sup over u of ut - f(u), by search. */
  @ParameterizedTest
  @EnumSource
  void conjugateIsTheSupremum(FDivergence divergence) {
    for (double v : new double[] {-0.8, -0.1, 0.4, 1.1}) {
      try (Scope scope = new Scope()) {
        Tensor value = Tensor.of(new double[] {v}, 1);
        double t = divergence.output(value).item();
        double supremum = Double.NEGATIVE_INFINITY;
        for (double u = 1e-3; u < 30; u += 1e-4) {
          supremum = Math.max(supremum, u * t - divergence.f(u));
        }
        assertThat(divergence.conjugate(value).item()).isCloseTo(supremum, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void outputRises(FDivergence divergence) {
    try (Scope scope = new Scope()) {
      double[] t =
          divergence.output(Tensor.of(new double[] {-2, -1, 0, 1, 2}, 5)).toDoubles();
      assertThat(t).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void closedFormsAreTheIntegrals() {
    assertThat(CLOSED.kl()).isCloseTo(FDivergence.KL.between(P, Q, LINE), within(1e-9));
    assertThat(CLOSED.reverseKl())
        .isCloseTo(FDivergence.REVERSE_KL.between(P, Q, LINE), within(1e-9));
    assertThat(CLOSED.pearson()).isCloseTo(FDivergence.PEARSON.between(P, Q, LINE), within(1e-9));
    assertThat(CLOSED.squaredHellinger())
        .isCloseTo(FDivergence.HELLINGER.between(P, Q, LINE), within(1e-9));
  }

  @Test
  void jensenShannonIsTwiceThatOfTheoremOneAndTheGansIsLog4Less() {
    double twice = 2 * new Contest(P, Q).jensenShannon(LINE);
    assertThat(FDivergence.JENSEN_SHANNON.between(P, Q, LINE)).isCloseTo(twice, within(1e-9));
    assertThat(FDivergence.GAN.between(P, Q, LINE)).isCloseTo(twice - Math.log(4), within(1e-9));
  }

  @Test
  void pearsonIsInfiniteWhereQIsTooNarrow() {
    assertThat(new NormalDivergences(0, 2, 0, 1).pearson()).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
