package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class FidInfinityTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void sizesAreThePapers() {
    assertThat(FidInfinity.sizes(50_000)).hasSize(15).startsWith(5000, 8214).endsWith(50_000);
    assertThat(FidInfinity.sizes(10_000)).startsWith(5000).endsWith(10_000);
  }

  @Test
  void ofFewImagesTheSmallestSizeIsHalf() {
    assertThat(FidInfinity.sizes(1000)).startsWith(500, 535).endsWith(1000);
    assertThat(Arrays.stream(FidInfinity.sizes(30)).boxed().collect(Collectors.toSet()))
        .hasSize(15);
  }

  @Test
  void lineIsFollowedToInfinitelyManyImages() {
    // 3 + 100/n
    FidInfinity.Result result = FidInfinity.line(List.of(
        new FidInfinity.Point(10, 13), new FidInfinity.Point(20, 8), new FidInfinity.Point(50, 5)));
    assertThat(result.value()).isCloseTo(3, within(1e-12));
    assertThat(result.slope()).isCloseTo(100, within(1e-10));
  }

  /** The true distance is 0; FID of 2000 images is far above it, and its line ends near it. */
  @Test
  void biasOfFewImagesIsTakenAway() {
    int d = 24;
    double[] identity = new double[d * d];
    for (int i = 0; i < d; i++) {
      identity[i * d + i] = 1;
    }
    Moments real = new Moments(Tensor.of(new double[d], d), Tensor.of(identity, d, d), 1_000_000);
    Tensor generated = Points.normal(5, 2000, d);
    double fid = FrechetDistance.between(real, Moments.of("generated", generated));
    FidInfinity.Result result = FidInfinity.of(real, generated, 1);
    assertThat(fid).isGreaterThan(0.06);
    assertThat(Math.abs(result.value())).isLessThan(fid / 4);
    assertThat(result.points().get(14).fid()).isCloseTo(fid, within(1e-9));
  }

  @Test
  void sameSeedChoosesTheSameImages() {
    Moments real = Moments.of("real", Points.normal(1, 50, 4));
    Tensor generated = Points.normal(2, 60, 4).to(DType.FLOAT32);
    assertThat(FidInfinity.of(real, generated, 9)).isEqualTo(FidInfinity.of(real, generated, 9));
    assertThat(FidInfinity.of(real, generated, 9).value())
        .isNotEqualTo(FidInfinity.of(real, generated, 10).value());
  }
}
