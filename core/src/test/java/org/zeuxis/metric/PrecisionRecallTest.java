package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class PrecisionRecallTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Property(tries = 30, seed = "20201122")
  void swappingTheSetsSwapsPrecisionAndRecall(
      @ForAll @IntRange(min = 4, max = 60) int n,
      @ForAll @IntRange(min = 4, max = 60) int m,
      @ForAll @IntRange(min = 1, max = 10) int d) {
    try (Scope each = new Scope()) {
      Tensor x = Points.normal(n, n, d);
      Tensor y = Points.normal(m + 100L, m, d).times(0.7).plus(0.3);
      PrecisionRecall.Result there = PrecisionRecall.of(x, y);
      PrecisionRecall.Result back = PrecisionRecall.of(y, x);
      assertThat(back.precision()).isEqualTo(there.recall());
      assertThat(back.recall()).isEqualTo(there.precision());
    }
  }

  @Property(tries = 30, seed = "20201122")
  void tilesOfAnySizeCountTheSame(
      @ForAll @IntRange(min = 6, max = 80) int n,
      @ForAll @IntRange(min = 6, max = 80) int m,
      @ForAll @IntRange(min = 1, max = 100) int block) {
    try (Scope each = new Scope()) {
      Tensor x = Points.normal(n, n, 3);
      Tensor y = Points.normal(m + 100L, m, 3);
      assertThat(PrecisionRecall.of(x, y, 3, block)).isEqualTo(PrecisionRecall.of(x, y));
      assertThat(DensityCoverage.of(x, y, 5, block)).isEqualTo(DensityCoverage.of(x, y));
    }
  }

  @Test
  void equalSetsArePreciseAndComplete() {
    Tensor x = Points.normal(1, 50, 8);
    assertThat(PrecisionRecall.of(x, x)).isEqualTo(new PrecisionRecall.Result(1, 1, 3));
  }

  /** Around the best real image: good, but of one kind. */
  @Test
  void collapsedGeneratorIsPreciseAndRecallsNothing() {
    Tensor real = Points.normal(1, 500, 8);
    Tensor generated = Points.normal(2, 500, 8).times(0.01);
    PrecisionRecall.Result result = PrecisionRecall.of(real, generated);
    assertThat(result.precision()).isEqualTo(1);
    assertThat(result.recall()).isLessThan(0.01);
  }

  /** Wide noise: everything is somewhere in it, but it is nowhere near the real images. */
  @Test
  void noisyGeneratorIsNotPrecise() {
    Tensor real = Points.normal(1, 500, 8);
    Tensor generated = Points.normal(2, 500, 8).times(20);
    PrecisionRecall.Result result = PrecisionRecall.of(real, generated);
    assertThat(result.precision()).isLessThan(0.01);
    assertThat(result.recall()).isGreaterThan(0.9);
  }

  /** Radii with k = 1: 1, 1, 2; the generated point 5 lies on the border of the ball around 3. */
  @Test
  void borderIsInside() {
    Tensor real = Points.line(0, 1, 3);
    assertThat(PrecisionRecall.of(real, Points.line(5, 5.5f), 1).precision()).isEqualTo(0.5);
    assertThat(PrecisionRecall.of(real, Points.line(-1, -1.5f), 1).precision()).isEqualTo(0.5);
  }

  /** All generated images are one real image: their balls have radius 0 and hold it alone. */
  @Test
  void duplicatesHoldOnlyThemselves() {
    Tensor real = Points.normal(1, 40, 6).plus(1000);
    Tensor generated = real.narrow(0, 7, 1).expand(30, 6);
    PrecisionRecall.Result result = PrecisionRecall.of(real, generated);
    assertThat(result.precision()).isEqualTo(1);
    assertThat(result.recall()).isEqualTo(1 / 40.0);
  }

  /** Far from the origin, the float32 form |x|²+|y|²-2xy has no digit of these distances left. */
  @Test
  void distanceFromTheOriginDoesNotMatter() {
    Tensor x = Points.normal(1, 60, 4).times(64).to(DType.INT64).to(DType.FLOAT32);
    Tensor y = Points.normal(2, 60, 4).times(64).to(DType.INT64).to(DType.FLOAT32);
    assertThat(PrecisionRecall.of(x.plus(1 << 22), y.plus(1 << 22)))
        .isEqualTo(PrecisionRecall.of(x, y));
    assertThat(DensityCoverage.of(x.plus(1 << 22), y.plus(1 << 22)))
        .isEqualTo(DensityCoverage.of(x, y));
  }
}
