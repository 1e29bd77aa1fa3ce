package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;

class DigitsTest {
  private static final int[] PUBLISHED_COUNTS = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};

  @Test
  void theEmbeddedDigitsAreTheUciOnes() {
    Dataset digits = DataSource.open("digits", DataOptions.defaults(), ProgressListener.NONE);
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.sampleShape()).containsExactly(1, 16, 16);
    int[] counts = new int[10];
    for (int i = 0; i < digits.size(); i++) {
      counts[digits.label(i)]++;
    }
    assertThat(counts).isEqualTo(PUBLISHED_COUNTS);
  }

  @Test
  void inTheirOwnSizeTheyAreUnchanged() {
    Dataset digits =
        DataSource.open("digits", DataOptions.defaults().withSize(8), ProgressListener.NONE);
    float[] pixels = new float[64];
    digits.read(0, false, pixels, 0);
    // The first row of the first image is 0,0,5,13,9,1,0,0 of 16.
    int[] row = {0, 0, 5, 13, 9, 1, 0, 0};
    for (int x = 0; x < 8; x++) {
      assertThat(pixels[x]).isEqualTo(Math.round(row[x] * 255f / 16) / 127.5f - 1f);
    }
  }

  @Test
  void sizeIsBounded() {
    assertThatThrownBy(() -> DataOptions.defaults().withSize(7))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("size 7: expected 8..128 pixels, or 0 for what the data ask for");
    assertThatThrownBy(() -> DataOptions.defaults().withSize(129)).hasMessageContaining("8..128");
    assertThatThrownBy(() -> DataOptions.defaults().withChannels(2))
        .hasMessageContaining("1 (grey), 3 (RGB)");
  }
}
