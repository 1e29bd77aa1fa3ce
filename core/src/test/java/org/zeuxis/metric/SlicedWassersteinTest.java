package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Close;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.PointSet;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class SlicedWassersteinTest {
  private static final long SEED = 7;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor noise(long seed, long... shape) {
    try (Rng rng = new Rng(seed)) {
      return rng.normal(shape).times(0.3);
    }
  }

  private static SlicedWasserstein.Result swd(Tensor real, Tensor generated, int images) {
    return SlicedWasserstein.of(ImageBatches.of(real), ImageBatches.of(generated), images, SEED);
  }

  @Test
  void pyramidsAgreeWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    for (int level = 0; level < 3; level++) {
      Tensor details = LaplacianPyramid.level(fixture.get("swd/64/images"), level, 3);
      Close.assertClose("64, level " + level, details, fixture.get("swd/64/level" + level));
    }
    for (int level = 0; level < 2; level++) {
      Tensor details = LaplacianPyramid.level(fixture.get("swd/33/images"), level, 2);
      Close.assertClose("33, level " + level, details, fixture.get("swd/33/level" + level));
    }
  }

  @Test
  void theDistanceOfPatchesAgreesWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    double distance = SlicedWasserstein.distance(
        descriptors(fixture.get("swd/patches/a")),
        descriptors(fixture.get("swd/patches/b")),
        fixture.get("swd/patches/directions"));
    assertThat(distance).isCloseTo(fixture.get("swd/patches/distance").item(), within(1e-6));
  }

  /** The 7×7 images themselves: from such, each patch is the whole. */
  private static PatchDescriptors descriptors(Tensor images) {
    ImageBatches batches = ImageBatches.of(images);
    int[] all = RandomChoice.of(batches.count(), batches.count(), SEED);
    return PatchDescriptors.of(new PatchDescriptors.Source("real", batches, all, 0, 1), SEED);
  }

  @Test
  void patchesAreCutWholeFromEachImage() {
    // A pixel holds its place, in decimals: image, channel, row, column.
    float[] pixels = new float[3 * 2 * 9 * 8];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = place(i / 144, i / 72 % 2, i / 8 % 9, i % 8);
    }
    PatchDescriptors cut = descriptors(Tensor.of(pixels, 3, 2, 9, 8));
    float[] patches = cut.values().toFloats();
    for (int i = 0; i < patches.length; i++) {
      float corner = patches[i / 98 * 98];
      assertThat((int) corner / 10_000).isEqualTo(i / 98 / 128);
      assertThat(patches[i]).isEqualTo(corner + place(0, i % 98 / 49, i % 49 / 7, i % 7));
    }
    // Three rows and two columns to begin at: all six places are met.
    assertThat(IntStream.range(0, 128).map(patch -> (int) patches[patch * 98]).distinct())
        .containsExactlyInAnyOrder(0, 1, 100, 101, 200, 201);
  }

  private static int place(int image, int channel, int y, int x) {
    return 10_000 * image + 1000 * channel + 100 * y + x;
  }

  @Test
  void theDistanceToItselfIsZero() {
    Tensor images = noise(1, 6, 3, 32, 32);
    SlicedWasserstein.Result result = swd(images, images, 5);
    assertThat(result.levels()).allSatisfy(level -> assertThat(level.distance()).isZero());
    assertThat(result.mean()).isZero();
    assertThat(result.images()).isEqualTo(5);
  }

  @Test
  void brightnessAndContrastOfTheWholeSetDoNotCount() {
    Tensor images = noise(1, 8, 1, 16, 16);
    assertThat(swd(images, images.times(0.5).plus(0.2), 8).mean()).isLessThan(0.01);
  }

  @Test
  void anotherTextureIsFurtherThanOtherNoise() {
    Tensor real = noise(1, 30, 2, 32, 32);
    Tensor coarse = Functional.upsampleNearest(noise(2, 30, 2, 4, 4), 32, 32);
    double same = swd(real, noise(2, 30, 2, 32, 32), 30).mean();
    double other = swd(real, coarse, 30).mean();
    assertThat(same).isBetween(1.0, 40.0);
    assertThat(other).isGreaterThan(2 * same);
  }

  @Test
  void levelsHalveDownToSixteenPixels() {
    assertThat(sides(65)).containsExactly(65, 33, 17);
    assertThat(sides(64)).containsExactly(64, 32, 16);
    assertThat(sides(28)).containsExactly(28);
    assertThat(sides(8)).containsExactly(8);
  }

  private static int[] sides(int side) {
    Tensor images = noise(1, 2, 1, side, side + 1);
    return swd(images, images, 2).levels().stream()
        .mapToInt(SlicedWasserstein.Level::side)
        .toArray();
  }

  @Test
  void setsOfDifferentSizesAreComparedByAsMany() {
    SlicedWasserstein.Result result = swd(noise(1, 70, 1, 16, 16), noise(2, 9, 1, 16, 16), 9);
    assertThat(result.mean()).isFinite().isPositive();
    assertThat(result).isEqualTo(swd(noise(1, 70, 1, 16, 16), noise(2, 9, 1, 16, 16), 9));
  }

  @Test
  void choicesAreDistinctAndSortedAndSeeded() {
    int[] chosen = RandomChoice.of(1000, 100, SEED);
    assertThat(Arrays.stream(chosen).distinct().count()).isEqualTo(100);
    assertThat(chosen).isSorted().isEqualTo(RandomChoice.of(1000, 100, SEED));
    assertThat(chosen).isNotEqualTo(RandomChoice.of(1000, 100, SEED + 1));
    assertThat(RandomChoice.of(3, 3, SEED)).containsExactly(0, 1, 2);
  }

  @Test
  void badInputIsNamed() {
    Tensor grey = noise(1, 3, 1, 16, 16);
    assertThatThrownBy(() -> swd(grey, noise(1, 3, 3, 16, 16), 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("swd: real images are 1×16×16, generated ones 3×16×16, expected the same");
    assertThatThrownBy(() -> swd(grey, noise(1, 2, 1, 16, 16), 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("swd: images 3: expected 1..2, there are 3 real and 2 generated ones");
    assertThatThrownBy(() -> swd(noise(1, 2, 1, 6, 9), noise(1, 2, 1, 6, 9), 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("swd: needs images of at least 7×7 pixels, got 1×6×9");
    assertThatThrownBy(() -> swd(grey, grey.dividedBy(0), 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("swd: the generated images hold NaN or infinite numbers");
    assertThatThrownBy(() -> ImageBatches.of(PointSet.ring(false)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ring: is a set of points, expected images");
  }
}
