package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSummaryTest {
  private static byte[] image(int length, int value) {
    byte[] image = new byte[length];
    Arrays.fill(image, (byte) value);
    return image;
  }

  private static DataSummary summary(Dataset data) {
    return DataSummary.of(data, ProgressListener.NONE);
  }

  @Test
  void valuesAreCountedAndCompared() {
    byte[] half = image(64, 0);
    Arrays.fill(half, 0, 32, (byte) 255);
    List<byte[]> images = List.of(half, half.clone(), image(64, 255), image(64, 0));
    DataSummary summary =
        summary(ImageSet.of("x", 1, 8, images, new int[] {0, 1, 1, 1}, List.of("a", "b", "c")));
    assertThat(summary.count()).isEqualTo(4);
    assertThat(summary.classes())
        .containsExactly(
            new DataSummary.ClassCount("a", 1),
            new DataSummary.ClassCount("b", 3),
            new DataSummary.ClassCount("c", 0));
    assertThat(summary.mean().get(0)).isCloseTo(0.5, within(1e-9));
    assertThat(summary.deviation().get(0)).isCloseTo(0.5, within(1e-9));
    assertThat(summary.minimum()).isZero();
    assertThat(summary.maximum()).isEqualTo(1);
    assertThat(summary.duplicates()).isEqualTo(1);
    assertThat(summary.constant()).isEqualTo(2);
    assertThat(summary.colourless()).isZero();
  }

  @Test
  void whatMaySpoilATrainingIsSaid() {
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      images.add(image(192, i % 39));
      labels[i] = i < 4 ? 1 : 0;
    }
    DataSummary summary =
        summary(ImageSet.of("x", 3, 8, images, labels, List.of("many", "few", "none")));
    assertThat(String.join("\n", summary.warnings()))
        .contains("class none has no samples")
        .contains("all images are grey though stored as RGB")
        .contains("40 images are of one colour throughout")
        .contains("1 image is an exact copy of an earlier one")
        .contains("only 40 images");
    List<byte[]> twoClasses = images.subList(0, 40);
    assertThat(summary(ImageSet.of("x", 3, 8, twoClasses, labels, List.of("many", "few")))
            .warnings())
        .anyMatch(
            line -> line.startsWith("the classes are unbalanced: many has 36 samples, few has 4"));
  }

  @Test
  void theTextNamesWhatThereIs() {
    Dataset digits = DataSource.open("digits", DataOptions.defaults(), ProgressListener.NONE);
    String text = summary(digits).render();
    assertThat(text.lines())
        .contains(
            "data         digits",
            "samples      1,797",
            "shape        1×16×16 (channels, height, width)")
        .anyMatch(line -> line.matches("  3 +183  █{30}"));
    assertThat(text).contains(digits.fingerprint());
  }

  @Test
  void pointsAreDescribedInTheirOwnUnits() {
    DataSummary summary = summary(PointSet.grid(false));
    assertThat(summary.mean()).allSatisfy(mean -> assertThat(mean).isCloseTo(0, within(0.01)));
    // Variance of {-4,-2,0,2,4} is 8, and 0.05² on top.
    assertThat(summary.deviation())
        .allSatisfy(deviation -> assertThat(deviation).isCloseTo(Math.sqrt(8.0025), within(0.01)));
    assertThat(summary.render()).contains("points of the plane");
    assertThat(summary.warnings()).isEmpty();
  }
}
