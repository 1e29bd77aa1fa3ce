package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Against NumPy and SciPy: {@code src/test/python/make_metric_fixtures.py}. */
class MetricsAgainstNumpyTest {
  private static final Fixture FIXTURE = Fixture.load("metrics");

  /** 1e-6 relative. */
  private static final double PERCENT = 1e-4;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  static List<String> cases() {
    return List.of(
        "full", "sizes", "deficient", "unequallyDeficient", "duplicates", "lattice", "memorised");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void frechetDistanceIsThatOfSciPy(String name) {
    assertThat(FrechetDistance.between(real(name), generated(name)))
        .isCloseTo(doubles(name + "/fid")[0], withinPercentage(PERCENT));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void kernelDistanceIsThatOfNumpyOnTheSameSubsets(String name) {
    List<List<Long>> reals = rows(FIXTURE.get(name + "/subsets/real"));
    List<List<Long>> generated = rows(FIXTURE.get(name + "/subsets/generated"));
    List<KernelDistance.Subset> subsets = new ArrayList<>();
    for (int i = 0; i < reals.size(); i++) {
      subsets.add(new KernelDistance.Subset(reals.get(i), generated.get(i)));
    }
    KernelDistance.Result kid = KernelDistance.between(real(name), generated(name), subsets);
    double[] expected = doubles(name + "/kid");
    assertThat(kid.mean()).isCloseTo(expected[0], withinPercentage(PERCENT));
    assertThat(kid.deviation()).isCloseTo(expected[1], withinPercentage(PERCENT));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void precisionAndRecallAreExactlyThoseOfNumpy(String name) {
    long[] counts = FIXTURE.get(name + "/counts").toLongs();
    PrecisionRecall.Result result = PrecisionRecall.of(real(name), generated(name));
    assertThat(result.precision())
        .isEqualTo((double) counts[0] / generated(name).size(0));
    assertThat(result.recall()).isEqualTo((double) counts[1] / real(name).size(0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void densityAndCoverageAreExactlyThoseOfNumpy(String name) {
    long[] counts = FIXTURE.get(name + "/counts").toLongs();
    DensityCoverage.Result result = DensityCoverage.of(real(name), generated(name));
    assertThat(result.density())
        .isEqualTo((double) counts[2] / (5 * generated(name).size(0)));
    assertThat(result.coverage()).isEqualTo((double) counts[3] / real(name).size(0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tilesOfAnySizeCountTheSame(String name) {
    Tensor real = real(name);
    Tensor generated = generated(name);
    PrecisionRecall.Result whole = PrecisionRecall.of(real, generated, 3, 1000);
    DensityCoverage.Result wholeToo = DensityCoverage.of(real, generated, 5, 1000);
    for (int block : new int[] {1, 7, 32, 100}) {
      assertThat(PrecisionRecall.of(real, generated, 3, block)).isEqualTo(whole);
      assertThat(DensityCoverage.of(real, generated, 5, block)).isEqualTo(wholeToo);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "three"})
  void inceptionScoreIsThatOfNumpy(String splits) {
    InceptionScore.Result score =
        InceptionScore.of(FIXTURE.get("scores/probabilities"), splits.equals("ten") ? 10 : 3);
    double[] expected = doubles("scores/" + splits);
    assertThat(score.mean()).isCloseTo(expected[0], withinPercentage(PERCENT));
    assertThat(score.deviation()).isCloseTo(expected[1], withinPercentage(PERCENT));
  }

  @Test
  void inceptionScoreHasTenSplits() {
    Tensor probabilities = FIXTURE.get("scores/probabilities");
    assertThat(InceptionScore.of(probabilities)).isEqualTo(InceptionScore.of(probabilities, 10));
  }

  private static Tensor real(String name) {
    return FIXTURE.get(name + "/real");
  }

  private static Tensor generated(String name) {
    return FIXTURE.get(name + "/generated");
  }

  /** Float64 numbers, which the fixture holds as the int64 of the same bits. */
  private static double[] doubles(String name) {
    return Arrays.stream(FIXTURE.get(name).toLongs())
        .mapToDouble(Double::longBitsToDouble)
        .toArray();
  }

  private static List<List<Long>> rows(Tensor numbers) {
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < numbers.size(0); i++) {
      rows.add(Arrays.stream(numbers.select(0, i).toLongs()).boxed().toList());
    }
    return rows;
  }
}
