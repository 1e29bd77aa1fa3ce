package org.zeuxis.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** What a portrait says of samples for which it can be computed otherwise. */
@ExtendWith(OneThread.class)
class PortraitTest {
  /** Float32, with distances as differences of squares. */
  private static final double NEAR = 1e-3;

  private static final int COUNT = 64;

  private final Scope scope = new Scope();
  private final Rng rng = new Rng(1);
  private final List<Portrait> portraits = new ArrayList<>();

  @AfterEach
  void free() {
    portraits.forEach(Portrait::close);
    scope.close();
    rng.close();
  }

  private Portrait portrait(Tensor samples, long... labels) {
    Portrait portrait = new Portrait(
        samples.to(DType.FLOAT32), labels.length == 0 ? new long[COUNT] : labels, new Rng(2));
    portraits.add(portrait);
    return portrait;
  }

  private static long[] labels(int classes) {
    return IntStream.range(0, COUNT).mapToLong(i -> i % classes).toArray();
  }

  /** Mean distance of two rows. */
  private static double spread(Tensor samples) {
    double[] x = samples.toDoubles();
    int width = x.length / COUNT;
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        double squares = 0;
        for (int k = 0; k < width; k++) {
          squares += Math.pow(x[i * width + k] - x[j * width + k], 2);
        }
        sum += Math.sqrt(squares);
      }
    }
    return sum / (COUNT * (COUNT - 1.0));
  }

  @Test
  void realSamplesLookLikeThemselves() {
    Tensor real = rng.uniform(-1, 1, COUNT, 1, 8, 8);
    assertThat(portrait(real).compare(real)).satisfies(values -> {
      assertThat(values.get("distance")).isCloseTo(0, within(1e-6));
      assertThat(values.get("coverage")).isEqualTo(1);
      assertThat(values.get("spread")).isCloseTo(1, within(1e-6));
      assertThat(values.get("twins")).isZero();
      assertThat(values.get("checkerboard")).isCloseTo(1, within(1e-5));
      assertThat(values.get("saturation")).isZero();
    });
  }

  @Test
  void orderOfSamplesDoesNotMatter() {
    Tensor real = rng.normal(COUNT, 3);
    Map<String, Double> turned = portrait(real).compare(real.flip(0));
    assertThat(turned.get("distance")).isCloseTo(0, within(1e-6));
    assertThat(turned.get("coverage")).isEqualTo(1);
  }

  /** On a line, the Wasserstein distance of a shifted copy is the shift. */
  @Test
  void distanceOfAShiftedCopyIsTheShiftInDeviations() {
    Tensor real = rng.normal(COUNT, 1).times(3);
    double[] x = real.toDoubles();
    double mean = Arrays.stream(x).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    assertThat(portrait(real).compare(real.plus(1.5)).get("distance"))
        .isCloseTo(1.5 / deviation, within(1e-5));
  }

  /** On a line, every x moves to 0: the distance is the mean |x|, for a normal x √(2/π) = 0.80. */
  @Test
  void distanceOfTheMeanIsTheMeanDeviation() {
    Tensor real = rng.normal(COUNT, 1);
    double[] x = real.toDoubles();
    double deviation = Math.sqrt(Arrays.stream(x).map(v -> v * v).average().orElseThrow()
        - Math.pow(Arrays.stream(x).average().orElseThrow(), 2));
    double expected = Arrays.stream(x).map(Math::abs).average().orElseThrow() / deviation;
    assertThat(portrait(real).compare(real.zerosLike()).get("distance"))
        .isCloseTo(expected, within(1e-5))
        .isCloseTo(Math.sqrt(2 / Math.PI), within(0.1));
  }

  @Test
  void spreadOfScaledSamplesIsTheScale() {
    Tensor real = rng.normal(COUNT, 5);
    Portrait portrait = portrait(real);
    assertThat(portrait.compare(real.times(0.25)).get("spread")).isCloseTo(0.25, within(NEAR));
    assertThat(portrait.compare(real.times(2).plus(1)).get("spread")).isCloseTo(2, within(NEAR));
    assertThat(portrait.compare(real.zerosLike()).get("spread")).isZero();
  }

  /** Two heaps, far from each other. */
  @Test
  void coverageIsTheShareOfRealSamplesThatAreReached() {
    Tensor heap = rng.normal(COUNT / 2, 2);
    Tensor other = rng.normal(COUNT / 2, 2).plus(50);
    Portrait portrait = portrait(Tensor.cat(List.of(heap, other), 0));
    Map<String, Double> half = portrait.compare(Tensor.cat(List.of(heap, heap), 0));
    assertThat(half.get("coverage")).isEqualTo(0.5);
    assertThat(portrait.compare(Tensor.cat(List.of(heap, heap), 0).minus(1000)).get("coverage"))
        .isZero();
  }

  @Test
  void twinsAreSamplesWithACopy() {
    Tensor real = rng.normal(COUNT, 4);
    Portrait portrait = portrait(real);
    Tensor first = real.narrow(0, 0, COUNT / 4);
    Tensor half = Tensor.cat(List.of(first, first, real.narrow(0, COUNT / 2, COUNT / 2)), 0);
    assertThat(portrait.compare(half).get("twins")).isEqualTo(0.5);
    assertThat(portrait.compare(real.zerosLike()).get("twins")).isEqualTo(1);
  }

  /** +1 where row + column is even, else -1. */
  private static Tensor parities() {
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i / 8 + i % 8) % 2 == 0 ? 1 : -1;
    }
    return Tensor.of(values, 1, 1, 8, 8);
  }

  /**
   * Of noise, the four means of 16 pixels have 3/64 of the variance and the 64 pixels 63/64, thus
   * 1/21 goes with the parity; of a pattern all does.
   */
  @Test
  void patternOfPeriodTwoIsTwentyOneTimesNoise() {
    Portrait portrait = portrait(rng.normal(COUNT, 1, 8, 8));
    Tensor pattern = parities().times(rng.normal(COUNT, 1, 1, 1));
    assertThat(portrait.compare(pattern).get("checkerboard")).isCloseTo(21, within(3.0));
    assertThat(portrait.compare(rng.normal(COUNT, 1, 8, 8)).get("checkerboard"))
        .isCloseTo(1, within(0.2));
  }

  @Test
  void plantedPatternStandsOutAmongSmoothImages() {
    // planes of any slope
    float[] across = new float[64];
    float[] down = new float[64];
    for (int i = 0; i < 64; i++) {
      across[i] = (i % 8 - 3.5f) / 4;
      down[i] = (Math.floorDiv(i, 8) - 3.5f) / 4;
    }
    Tensor x = Tensor.of(across, 1, 1, 8, 8);
    Tensor y = Tensor.of(down, 1, 1, 8, 8);
    Tensor real = x.times(rng.normal(COUNT, 1, 1, 1)).plus(y.times(rng.normal(COUNT, 1, 1, 1)));
    Tensor other = x.times(rng.normal(COUNT, 1, 1, 1)).plus(y.times(rng.normal(COUNT, 1, 1, 1)));
    Portrait portrait = portrait(real);
    assertThat(portrait.compare(other).get("checkerboard")).isCloseTo(1, within(0.05));
    assertThat(portrait.compare(other.plus(parities().times(0.5))).get("checkerboard"))
        .isGreaterThan(4);
  }

  @Test
  void pointsHaveNoCheckerboard() {
    Tensor real = rng.normal(COUNT, 2);
    assertThat(portrait(real).compare(real)).doesNotContainKey("checkerboard");
  }

  /** Each class shrinks towards its own mean, by another factor. */
  @Test
  void classSpreadIsThatOfTheLeastVariedClass() {
    long[] labels = labels(2);
    Tensor offset =
        Tensor.of(IntStream.range(0, COUNT).mapToDouble(i -> 8 * labels[i]).toArray(), COUNT, 1);
    Tensor scale = Tensor.of(
        IntStream.range(0, COUNT).mapToDouble(i -> labels[i] == 0 ? 0.8 : 0.4).toArray(), COUNT, 1);
    Tensor within = rng.normal(COUNT, 3);
    Portrait portrait = portrait(within.plus(offset), labels);
    assertThat(portrait
            .compare(within.times(scale).plus(offset).to(DType.FLOAT32))
            .get("spread.class"))
        .isCloseTo(0.4, within(NEAR));
    assertThat(portrait(within).compare(within)).doesNotContainKey("spread.class");
  }

  @Test
  void classesOfFewSamplesSayNothing() {
    long[] labels = new long[COUNT];
    Arrays.fill(labels, 0, 7, 1);
    Tensor real = rng.normal(COUNT, 3);
    Tensor fake =
        Tensor.cat(List.of(real.narrow(0, 0, 7).zerosLike(), real.narrow(0, 7, COUNT - 7)), 0);
    assertThat(portrait(real, labels).compare(fake).get("spread.class")).isCloseTo(1, within(NEAR));
  }

  @Test
  void neighboursOfSeparableClassesShareTheirLabel() {
    long[] labels = labels(4);
    Tensor offset =
        Tensor.of(IntStream.range(0, COUNT).mapToDouble(i -> 50 * labels[i]).toArray(), COUNT, 1);
    Map<String, Double> found =
        portrait(rng.normal(COUNT, 2).plus(offset), labels).labels();
    assertThat(found.get("labels.purity")).isEqualTo(1);
    assertThat(found.get("labels.chance")).isCloseTo(15 / 63.0, within(1e-12));
  }

  @Test
  void neighboursOfRandomLabelsShareThemByChance() {
    long[] labels = rng.integers(2, COUNT).toLongs();
    long ones = Arrays.stream(labels).sum();
    double pairs = ones * (ones - 1.0) + (COUNT - ones) * (COUNT - ones - 1.0);
    Map<String, Double> found = portrait(rng.normal(COUNT, 6), labels).labels();
    assertThat(found.get("labels.chance"))
        .isCloseTo(pairs / (COUNT * (COUNT - 1.0)), within(1e-12));
    // three deviations of 64 draws, which are not independent
    assertThat(found.get("labels.purity")).isCloseTo(found.get("labels.chance"), within(0.2));
  }

  @Test
  void saturationIsTheShareAtTheEndsBeyondThatOfTheData() {
    Tensor real = rng.uniform(-0.5, 0.5, COUNT, 1, 8, 8);
    Tensor half = Tensor.cat(
        List.of(
            real.onesLike().narrow(0, 0, COUNT / 4),
            real.onesLike().neg().narrow(0, 0, COUNT / 4),
            real.narrow(0, 0, COUNT / 2)),
        0);
    assertThat(portrait(real).compare(half).get("saturation")).isEqualTo(0.5);
    assertThat(portrait(half).compare(half).get("saturation")).isZero();
    assertThat(portrait(half).compare(real).get("saturation")).isEqualTo(-0.5);
  }

  @Test
  void samplesThatMoveTogetherHopAndThoseThatMoveApartDrift() {
    Tensor real = rng.normal(COUNT, 2);
    Portrait portrait = portrait(real);
    double unit = spread(real);
    Tensor way = Tensor.of(new float[] {3, 4}, 1, 2);
    Map<String, Double> together = portrait.movement(real, real.plus(way));
    assertThat(together.get("drift")).isCloseTo(5 / unit, within(1e-5));
    assertThat(together.get("hop")).isCloseTo(5 / unit, within(1e-5));
    Tensor signs = Tensor.of(
        IntStream.range(0, COUNT).mapToDouble(i -> i % 2 == 0 ? 1 : -1).toArray(), COUNT, 1);
    Map<String, Double> apart = portrait.movement(real, real.plus(way.times(signs)));
    assertThat(apart.get("drift")).isCloseTo(5 / unit, within(1e-5));
    assertThat(apart.get("hop")).isCloseTo(0, within(1e-6));
  }

  @Test
  void equalRealSamplesGiveFiniteNumbers() {
    Tensor real = Tensor.full(0.5, COUNT, 1, 8, 8);
    assertThat(portrait(real).compare(rng.uniform(-1, 1, COUNT, 1, 8, 8)))
        .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
  }

  @Test
  void distancesAreThoseOfPythagoras() {
    Tensor a = Tensor.of(new double[] {0, 0, 1, 1}, 2, 2);
    Tensor b = Tensor.of(new double[] {3, 4, 1, 1, -5, 13}, 3, 2);
    double[][] found = Distances.between(a, b);
    assertThat(found[0])
        .containsExactly(new double[] {5, Math.sqrt(2), Math.sqrt(194)}, within(1e-5));
    assertThat(found[1])
        .containsExactly(new double[] {Math.sqrt(13), 0, Math.sqrt(180)}, within(1e-5));
  }
}
