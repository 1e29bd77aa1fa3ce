package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;

class MannWhitneyTest {
  @ParameterizedTest
  @ValueSource(strings = {"plain", "tied", "tail"})
  void agreesWithScipy(String name) {
    Fixture fixture = Fixture.load("image_metrics");
    MannWhitney test = MannWhitney.of(
        fixture.get("ranks/" + name + "/x").toDoubles(),
        fixture.get("ranks/" + name + "/y").toDoubles());
    assertThat(test.u()).isEqualTo(fixture.get("ranks/" + name + "/u").item());
    double logP = fixture.get("ranks/" + name + "/logp").item();
    assertThat(Math.log(test.p())).isCloseTo(logP, Percentage.withPercentage(1e-4));
  }

  @Test
  void equalSamplesHaveOneHalf() {
    double[] x = {3, 1, 4, 1, 5};
    assertThat(MannWhitney.of(x, x)).isEqualTo(new MannWhitney(12.5, 0, 0.5));
    double[] zeros = new double[4];
    assertThat(MannWhitney.of(zeros, zeros)).isEqualTo(new MannWhitney(8, 0, 0.5));
  }

  @Test
  void theDeviationWithoutTiesIsTheTextbookOne() {
    // u = 0 of 3·2: z = -3 / √(3·2·6/12).
    MannWhitney test = MannWhitney.of(new double[] {1, 2, 3}, new double[] {4, 5});
    assertThat(test.u()).isZero();
    assertThat(test.z()).isCloseTo(-3 / Math.sqrt(3), within(1e-12));
  }

  @Property(seed = "11", tries = 200)
  void countsPairs(
      @ForAll @Size(min = 1, max = 12) int @IntRange(max = 6) [] x,
      @ForAll @Size(min = 1, max = 12) int @IntRange(max = 6) [] y) {
    double pairs = 0;
    for (int a : x) {
      for (int b : y) {
        pairs += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    MannWhitney test = MannWhitney.of(doubles(x), doubles(y));
    MannWhitney other = MannWhitney.of(doubles(y), doubles(x));
    assertThat(test.u()).isEqualTo(pairs);
    assertThat(test.u() + other.u()).isEqualTo(x.length * y.length);
    assertThat(test.p() + other.p()).isCloseTo(1, within(1e-12));
  }

  private static double[] doubles(int... values) {
    return Arrays.stream(values).asDoubleStream().toArray();
  }

  @Test
  void theNormalDistributionIsExactInTheTail() {
    // SciPy's norm.cdf.
    assertThat(StandardNormal.below(0)).isEqualTo(0.5);
    assertThat(StandardNormal.below(1.96)).isCloseTo(0.9750021048517795, within(1e-15));
    assertThat(StandardNormal.below(-2.9999999)).isCloseTo(0.0013498984748, within(1e-12));
    assertThat(StandardNormal.below(-3.0000001)).isCloseTo(0.0013498975884, within(1e-12));
    assertThat(StandardNormal.below(-10))
        .isCloseTo(7.61985302416047e-24, Percentage.withPercentage(1e-9));
    assertThat(StandardNormal.below(-37))
        .isCloseTo(5.7255712225239266e-300, Percentage.withPercentage(1e-9));
    assertThat(StandardNormal.below(10)).isEqualTo(1);
  }
}
