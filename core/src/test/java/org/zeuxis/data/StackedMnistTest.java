package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class StackedMnistTest {
  private static final int AREA = 64;

  /** Twenty images of 8×8 pixels; a pixel's byte is 10·digit + column. */
  private static ImageSet digits() {
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      labels[i] = i % 10;
      byte[] image = new byte[AREA];
      for (int k = 0; k < AREA; k++) {
        image[k] = (byte) (10 * labels[i] + k % 8);
      }
      images.add(image);
    }
    return ImageSet.of(
        "mnist", 1, 8, images, labels, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  }

  private static StackedMnist of(int size) {
    return new StackedMnist(digits(), size);
  }

  private static int level(float value) {
    return Math.round((value + 1) * 127.5f);
  }

  @Test
  void eachColourIsADigitAndTheClassNamesAllThree() {
    StackedMnist set = of(500);
    float[] image = new float[3 * AREA + 1];
    for (int i = 0; i < set.size(); i++) {
      set.read(i, false, image, 1);
      int red = level(image[1]) / 10;
      int green = level(image[1 + AREA]) / 10;
      int blue = level(image[1 + 2 * AREA]) / 10;
      assertThat(set.label(i)).isEqualTo(100 * red + 10 * green + blue);
      assertThat(set.classNames().get(set.label(i))).isEqualTo("" + red + green + blue);
      assertThat(level(image[3 * AREA])).isEqualTo(10 * blue + 7);
    }
    assertThat(set.sampleShape()).containsExactly(3, 8, 8);
    assertThat(set.classNames()).hasSize(1000).contains("000", "042", "999");
  }

  @Test
  void mirroringMirrorsEachDigit() {
    float[] image = new float[3 * AREA];
    float[] mirrored = new float[3 * AREA];
    of(10).read(4, false, image, 0);
    of(10).read(4, true, mirrored, 0);
    for (int row = 0; row < 24; row++) {
      for (int x = 0; x < 8; x++) {
        assertThat(mirrored[8 * row + x]).isEqualTo(image[8 * row + 7 - x]);
      }
    }
  }

  @Test
  void classesAreEvenAndColoursIndependent() {
    StackedMnist set = of(20_000);
    int[] counts = new int[1000];
    IntStream.range(0, set.size()).forEach(i -> counts[set.label(i)]++);
    double expected = set.size() / 1000.0;
    double chiSquare = Arrays.stream(counts)
        .mapToDouble(n -> (n - expected) * (n - expected) / expected)
        .sum();
    // 999 degrees of freedom: a deviation of √1998 = 45.
    assertThat(chiSquare).isCloseTo(999, within(150.0));
  }

  @Test
  void theFingerprintIsThatOfTheSameImagesInMemory() {
    StackedMnist set = of(30);
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[30];
    float[] pixels = new float[3 * AREA];
    for (int i = 0; i < 30; i++) {
      set.read(i, false, pixels, 0);
      byte[] bytes = new byte[pixels.length];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) level(pixels[k]);
      }
      images.add(bytes);
      labels[i] = set.label(i);
    }
    ImageSet copied = ImageSet.of("copy", 3, 8, images, labels, set.classNames());
    assertThat(set.fingerprint()).isEqualTo(copied.fingerprint());
    assertThat(of(31).fingerprint()).isNotEqualTo(set.fingerprint());
  }

  @Test
  void itTellsWhereItComesFrom() {
    assertThat(of(30).name()).isEqualTo("stacked-mnist");
    assertThat(of(30).provenance().kinds()).containsEntry("composed from mnist", 20);
    assertThat(DataSource.names()).contains("stacked-mnist");
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> DataSource.open(
            "stacked-mnist", DataOptions.defaults().withChannels(1), ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "stacked-mnist: channels 1: expected 3, a digit each, or 0 for what the data are");
    assertThatThrownBy(
            () -> DataSource.open("stacked_mnist", DataOptions.defaults(), ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Did you mean stacked-mnist?");
    byte[] black = new byte[3 * AREA];
    ImageSet colour = ImageSet.of("x", 3, 8, List.of(black, black), new int[2], List.of("all"));
    assertThatThrownBy(() -> new StackedMnist(colour, 2))
        .hasMessage(
            "StackedMnist: expected grey images of at most 10 classes, got 3 channels and 1 classes");
  }

  @Test
  void theRealDigitsMakeTheSetsOfThePapers(@TempDir Path cache) throws IOException {
    Path mnist = SharedData.require("mnist");
    Path folder = Files.createDirectories(cache.resolve("mnist"));
    try (var files = Files.list(mnist)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    DataOptions options = DataOptions.defaults().withCache(cache);
    Dataset train = DataSource.open("stacked-mnist", options, ProgressListener.NONE);
    assertThat(train.size()).isEqualTo(128_000);
    assertThat(train.sampleShape()).containsExactly(3, 28, 28);
    assertThat(IntStream.range(0, train.size()).map(train::label).distinct()).hasSize(1000);
    Dataset test =
        DataSource.open("stacked-mnist", options.withTestSplit(true), ProgressListener.NONE);
    assertThat(test.size()).isEqualTo(26_000);
    assertThat(test.fingerprint()).matches("[0-9a-f]{64}").isNotEqualTo(train.fingerprint());
  }
}
