package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;

class GaussiansTest {
  private static final Gaussians MIXED = new Gaussians(List.of(
      new Gaussians.Bell(0.25, List.of(-2.0), 0.5), new Gaussians.Bell(0.75, List.of(1.0), 1.0)));

  @Test
  void densityIntegratesToOneWithItsMean() {
    Line line = new Line(-10, 10, 401);
    assertThat(line.integral(MIXED::density)).isCloseTo(1, within(1e-10));
    assertThat(line.integral(x -> x * MIXED.density(x))).isCloseTo(0.25, within(1e-10));
  }

  @Test
  void densityOfThePlaneIsTheProduct() {
    Gaussians plane = new Gaussians(List.of(new Gaussians.Bell(1, List.of(0.5, -1.0), 0.7)));
    assertThat(plane.density(0.1, 0.2))
        .isCloseTo(
            Gaussians.one(0.5, 0.7).density(0.1) * Gaussians.one(-1, 0.7).density(0.2),
            within(1e-12));
  }

  @Test
  void drawsHaveTheMomentsOfTheDensity() {
    try (Scope scope = new Scope();
        Rng rng = new Rng(1)) {
      double[] x = MIXED.draw(rng, 40_000).toDoubles();
      double mean = 0;
      double left = 0;
      for (double value : x) {
        mean += value / x.length;
        left += value < -1.5 ? 1.0 / x.length : 0;
      }
      double mass = new Line(-12, -1.5, 4001).integral(MIXED::density);
      assertThat(mean).isCloseTo(0.25, within(0.032)); // 4 standard errors
      assertThat(left).isCloseTo(mass, within(0.009));
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new Gaussians(List.of(new Gaussians.Bell(0.5, List.of(0.0), 1))))
        .hasMessageContaining("sum to 1");
    assertThatThrownBy(() -> Gaussians.one(0, Double.NaN)).hasMessageContaining("sigma > 0");
    assertThatThrownBy(() -> MIXED.density(1, 2)).hasMessageContaining("expected 1 numbers, got 2");
  }
}
