package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 100_000;

  @Property(tries = 100, seed = "1")
  void everyEpochIsAPermutation(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long epoch) {
    Sampler sampler = Sampler.uniform(size, seed);
    assertThat(LongStream.range(epoch * size, (epoch + 1) * size).mapToInt(sampler::index))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
  }

  @Property(tries = 100, seed = "2")
  void aPositionTellsTheSampleWhateverWasDrawnBefore(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll long seed,
      @ForAll List<@LongRange(min = 0, max = 100_000) Long> positions) {
    Sampler used = Sampler.uniform(size, seed);
    for (long position : positions) {
      Sampler fresh = Sampler.uniform(size, seed);
      assertThat(used.index(position)).isEqualTo(fresh.index(position));
      assertThat(used.chance(position)).isEqualTo(fresh.chance(position));
    }
  }

  @Test
  void epochsAndSeedsDiffer() {
    Sampler sampler = Sampler.uniform(1000, 7);
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    List<Integer> otherSeed = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      first.add(sampler.index(i));
      second.add(sampler.index(1000 + i));
      otherSeed.add(Sampler.uniform(1000, 8).index(i));
    }
    assertThat(first).isNotEqualTo(second).isNotEqualTo(otherSeed);
  }

  @Test
  void everyOrderOfFourIsAboutEquallyFrequent() {
    Sampler sampler = Sampler.uniform(4, 3);
    int[] counts = new int[256];
    int epochs = 24_000;
    for (int e = 0; e < epochs; e++) {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        code = 4 * code + sampler.index(4L * e + i);
      }
      counts[code]++;
    }
    // 1000 expected, standard deviation 31.
    assertThat(IntStream.of(counts).filter(c -> c > 0))
        .hasSize(24)
        .allMatch(c -> Math.abs(c - 1000) < 150);
  }

  @Test
  void halfOfTheImagesAreMirrored() {
    Sampler sampler = Sampler.uniform(10, 5);
    long flips = LongStream.range(0, DRAWS).filter(i -> sampler.chance(i) < 0).count();
    assertThat(flips / (double) DRAWS).isCloseTo(0.5, within(0.01));
  }

  @Property(tries = 20, seed = "4")
  void classesAreDrawnInProportionToAPowerOfTheirCounts(
      @ForAll @IntRange(min = 0, max = 10) int tenths, @ForAll long seed) {
    int[] counts = {900, 90, 0, 10};
    double balance = tenths / 10.0;
    Sampler sampler = Sampler.balanced(withClasses(counts), balance, seed);
    double[] drawn = new double[counts.length];
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      drawn[classOf(sampler.index(i), counts)]++;
    }
    for (int count : counts) {
      sum += count == 0 ? 0 : Math.pow(count, 1 - balance);
    }
    for (int c = 0; c < counts.length; c++) {
      double expected = counts[c] == 0 ? 0 : Math.pow(counts[c], 1 - balance) / sum;
      assertThat(drawn[c] / DRAWS).isCloseTo(expected, within(0.01));
    }
  }

  @Test
  void withinAClassEverySampleIsDrawnAlike() {
    int[] counts = {4, 16};
    Sampler sampler = Sampler.balanced(withClasses(counts), 1, 11);
    double[] drawn = new double[20];
    for (int i = 0; i < DRAWS; i++) {
      drawn[sampler.index(i)]++;
    }
    for (int i = 0; i < 20; i++) {
      assertThat(drawn[i] / DRAWS).isCloseTo(i < 4 ? 0.5 / 4 : 0.5 / 16, within(0.01));
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.uniform(0, 1))
        .withMessageContaining("got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.balanced(withClasses(2, 2), Double.NaN, 1))
        .withMessage("balance must be 0..1, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.uniform(3, 1).index(-1))
        .withMessageContaining("got -1");
  }

  private static int classOf(int index, int... counts) {
    int c = 0;
    for (int before = counts[0]; index >= before; before += counts[c]) {
      c++;
    }
    return c;
  }

  private static Dataset withClasses(int... counts) {
    int size = IntStream.of(counts).sum();
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      images.add(new byte[1]);
      labels[i] = classOf(i, counts);
    }
    List<String> names =
        IntStream.range(0, counts.length).mapToObj(c -> "c" + c).toList();
    return ImageSet.of("counts", 1, 1, images, labels, names);
  }
}
