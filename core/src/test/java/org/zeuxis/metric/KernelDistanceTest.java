package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class KernelDistanceTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Worked by hand: kernels of 0, 1 and 2, and of 1 and 2 across. */
  @Test
  void distanceIsThatOfTheDefinition() {
    // k(0,2) = 1; k(1,1) = 8; across k(0,1) = 1 twice, k(2,1) = 27 twice, over all four pairs 14.
    KernelDistance.Result kid = KernelDistance.between(Points.line(0, 2), Points.line(1, 1), 1);
    assertThat(kid.mean()).isCloseTo(1 + 8 - 2 * 14, within(1e-12));
    assertThat(kid.subsetSize()).isEqualTo(2);
  }

  @Test
  void subsetsAreAHundredOfAThousand() {
    List<KernelDistance.Subset> subsets = KernelDistance.subsets(1500, 1200, 100, 1000, 1);
    assertThat(subsets).hasSize(100);
    assertThat(subsets).allSatisfy(subset -> {
      assertThat(subset.real()).hasSize(1000).doesNotHaveDuplicates().allMatch(i -> i < 1500);
      assertThat(subset.generated()).hasSize(1000).doesNotHaveDuplicates().allMatch(i -> i < 1200);
    });
    assertThat(subsets).doesNotHaveDuplicates();
    assertThat(KernelDistance.subsets(1500, 1200, 100, 1000, 1)).isEqualTo(subsets);
    assertThat(KernelDistance.subsets(1500, 1200, 100, 1000, 2)).isNotEqualTo(subsets);
  }

  @Test
  void ofFewImagesTheSubsetIsTheSmallerSet() {
    KernelDistance.Result kid =
        KernelDistance.between(Points.normal(1, 40, 3), Points.normal(2, 30, 3), 1);
    assertThat(kid.subsetSize()).isEqualTo(30);
    assertThat(kid.subsets()).isEqualTo(100);
    assertThat(kid.deviation()).isPositive();
  }

  @Test
  void subsetThatIsAllThereIsIsComputedOnce() {
    KernelDistance.Result kid =
        KernelDistance.between(Points.normal(1, 30, 3), Points.normal(2, 30, 3), 1);
    assertThat(kid.subsets()).isEqualTo(1);
    assertThat(kid.deviation()).isZero();
  }

  /** In the mean over 400 pairs of sets, within three of its own standard errors. */
  @Test
  void distanceOfEqualDistributionsIsZeroOnAverage() {
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      try (Scope each = new Scope()) {
        Tensor x = Points.normal(2L * i, 20, 4);
        Tensor y = Points.normal(2L * i + 1, 20, 4);
        values[i] = KernelDistance.between(x, y, 0).mean();
      }
    }
    Spread spread = Spread.of(values);
    double standardError = spread.deviation() / Math.sqrt(values.length);
    assertThat(spread.mean()).isBetween(-3 * standardError, 3 * standardError);
    assertThat(Arrays.stream(values).min().orElseThrow()).isNegative();
    // A biased estimate, with each point's kernel to itself, would be out by E k(x,x)·2/20 > 0.8.
    assertThat(standardError).isLessThan(0.1);
  }

  @Property(tries = 20, seed = "20201122")
  void distanceIsTheSameBothWaysAndTurned(
      @ForAll @IntRange(min = 2, max = 40) int n, @ForAll @IntRange(min = 2, max = 12) int d) {
    try (Scope each = new Scope()) {
      Tensor x = Points.normal(n, n, d).to(DType.FLOAT64);
      Tensor y = Points.normal(n + 50L, n, d).to(DType.FLOAT64).plus(1);
      Tensor turn = Points.rotation(d, d);
      double kid = KernelDistance.between(x, y, 3).mean();
      assertThat(KernelDistance.between(y, x, 3).mean()).isCloseTo(kid, withinPercentage(1e-6));
      assertThat(KernelDistance.between(x.matmul(turn), y.matmul(turn), 3).mean())
          .isCloseTo(kid, withinPercentage(1e-6));
    }
  }

  @Test
  void subsetsOfSeveralSizesAreRefused() {
    Tensor x = Points.normal(1, 5, 2);
    KernelDistance.Subset two = new KernelDistance.Subset(List.of(0L, 1L), List.of(0L, 1L));
    KernelDistance.Subset three =
        new KernelDistance.Subset(List.of(0L, 1L, 2L), List.of(0L, 1L, 2L));
    assertThatThrownBy(() -> KernelDistance.between(x, x, List.of(two, three)))
        .hasMessage("subsets: expected one or more of one size, got [2, 3]");
    assertThatThrownBy(() -> KernelDistance.between(x, x, List.of()))
        .hasMessage("subsets: expected one or more of one size, got []");
    assertThatThrownBy(() -> new KernelDistance.Subset(List.of(0L, 1L), List.of(0L)))
        .hasMessage("Subset: expected two equal sizes >= 2, got 2 and 1");
  }
}
