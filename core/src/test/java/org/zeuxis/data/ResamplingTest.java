package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  @Property(tries = 100, seed = "1")
  void oneColourStaysThatColour(
      @ForAll @IntRange(min = 1, max = 70) int from,
      @ForAll @IntRange(min = 1, max = 70) int to,
      @ForAll byte colour) {
    byte[] pixels = new byte[from * from];
    Arrays.fill(pixels, colour);
    byte[] resized = Resampling.resize(new Picture(1, from, from, pixels), to).planes();
    assertThat(resized).hasSize(to * to).containsOnly(colour);
  }

  @Test
  void halvingAveragesBlocksOfFour() {
    byte[] pixels = {0, 10, 20, 30, 40, 50, 60, 70, 1, 3, 100, 102, 5, 7, 104, 106};
    byte[] resized = Resampling.resize(new Picture(1, 4, 4, pixels), 2).planes();
    assertThat(resized).containsExactly(25, 45, 4, 103);
  }

  @Test
  void threeToTwoWeighsByTheAreaCovered() {
    byte[] pixels = {0, 90, 0, 0, 90, 0, 0, 90, 0};
    byte[] resized = Resampling.resize(new Picture(1, 3, 3, pixels), 2).planes();
    // Each output covers one and a half columns: 0·1 + 90·½ over 1½.
    assertThat(resized).containsExactly(30, 30, 30, 30);
  }

  @Test
  void enlargingARampKeepsItsSlope() {
    byte[] pixels = new byte[64];
    for (int i = 0; i < 64; i++) {
      pixels[i] = (byte) (8 * (i % 8));
    }
    byte[] resized = Resampling.resize(new Picture(1, 8, 8, pixels), 16).planes();
    // Cubic convolution reproduces straight lines: output x lies at (x + ½)/2 - ½.
    for (int x = 4; x < 12; x++) {
      assertThat((int) resized[8 * 16 + x]).isEqualTo(Math.round(8 * ((x + 0.5f) / 2 - 0.5f)));
    }
  }

  @Test
  void overshootIsClamped() {
    byte[] pixels = new byte[64];
    for (int i = 0; i < 64; i++) {
      pixels[i] = (byte) (i % 8 < 4 ? 0 : 255);
    }
    byte[] resized = Resampling.resize(new Picture(1, 8, 8, pixels), 16).planes();
    for (int x = 0; x < 7; x++) {
      assertThat(resized[x] & 0xff).isZero();
      assertThat(resized[15 - x] & 0xff).isEqualTo(255);
    }
  }
}
