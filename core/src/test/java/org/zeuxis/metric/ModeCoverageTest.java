package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.PointSet;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ModeCoverageTest {
  private final Scope scope = new Scope();
  private final PointSet grid = PointSet.grid(false);

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void agreesWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    ModeCoverage.Result result = ModeCoverage.of(PointSet.ring(false), fixture.get("modes/points"));
    assertThat(result.samples()).isEqualTo(202);
    assertThat(result.modes()).isEqualTo(8);
    assertThat(result.covered())
        .isEqualTo((int) fixture.get("modes/covered").item())
        .isEqualTo(6);
    assertThat(result.highQuality()).isEqualTo((int) fixture.get("modes/good").item());
    assertThat(result.histogram().stream().mapToLong(i -> i).toArray())
        .isEqualTo(fixture.get("modes/histogram").toLongs());
    assertThat(result.divergence()).isCloseTo(fixture.get("modes/kl").item(), within(1e-6));
  }

  @Test
  void pointsMadeByHandAreCounted() {
    // σ = 0.05: within 0.15 of (0,0), of (2,0) and just not of (-4,4), which is the nearest mode
    // all the same.
    Tensor points = Tensor.of(new float[] {0, 0, 0.1f, 0.1f, 2, 0.149f, -4, 3.849f}, 4, 2);
    ModeCoverage.Result result = ModeCoverage.of(grid, points);
    assertThat(result.covered()).isEqualTo(2);
    assertThat(result.highQuality()).isEqualTo(3);
    assertThat(result.highQualityShare()).isEqualTo(0.75);
    assertThat(result.histogram()).hasSize(25).contains(2, 1).contains(1);
    assertThat(result.divergence())
        .isCloseTo(0.5 * Math.log(12.5) + 0.5 * Math.log(6.25), within(1e-12));
  }

  @Test
  void realPointsCoverEverything() {
    float[] xy = new float[2 * 2500];
    for (int i = 0; i < 2500; i++) {
      grid.read(i, false, xy, 2 * i);
    }
    ModeCoverage.Result result = ModeCoverage.of(grid, Tensor.of(xy, 2500, 2));
    assertThat(result.covered()).isEqualTo(25);
    assertThat(result.divergence()).isZero(); // classes in turn
    // The share of a plane Gaussian within 3σ.
    assertThat(result.highQualityShare()).isCloseTo(1 - Math.exp(-4.5), within(0.005));
  }

  @Test
  void collapseToOneModeIsTheLogarithmOfTheModes() {
    ModeCoverage.Result result = ModeCoverage.of(grid, Tensor.zeros(10, 2));
    assertThat(result.covered()).isEqualTo(1);
    assertThat(result.divergence()).isCloseTo(Math.log(25), within(1e-12));
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> ModeCoverage.of(PointSet.swissRoll(false), Tensor.zeros(1, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mode-coverage: swiss-roll is not made of modes, expected ring or grid");
    assertThatThrownBy(() -> ModeCoverage.of(grid, Tensor.zeros(0, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mode-coverage: needs at least 1 point, got 0");
    assertThatThrownBy(() -> ModeCoverage.of(grid, Tensor.zeros(1, 2).log()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mode-coverage: the points hold NaN or infinite numbers");
    assertThatThrownBy(() -> ModeCoverage.of(grid, Tensor.zeros(1, 3)))
        .hasMessage("ModeCoverage.of(points): expected [N,2] = [*,2], got [1,3]");
  }
}
