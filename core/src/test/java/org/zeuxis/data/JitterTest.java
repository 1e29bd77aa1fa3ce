package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JitterTest {
  private static final int SIDE = 16;

  @Property(tries = 100, seed = "1")
  void cutsASquareOutOfTheEnlargedRamp(@ForAll long chance) {
    float[] image = new float[2 * SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image[y * SIDE + x] = x / 16f;
        image[(SIDE + y) * SIDE + x] = y / 16f;
      }
    }
    new Jitter(new long[] {2, SIDE, SIDE}, 0.25).apply(image, 0, chance);
    // Of 20 pixels of four fifths of the size; in the middle the cubic convolution is exact.
    float left = image[8] - (8 + 0.5f) / 20 + 1 / 32f;
    float top = image[(SIDE + 8) * SIDE] - (8 + 0.5f) / 20 + 1 / 32f;
    assertThat(left * 20).isBetween(-1e-5f, 4 + 1e-5f);
    assertThat(top * 20).isBetween(-1e-5f, 4 + 1e-5f);
    for (int y = 4; y < 10; y++) {
      for (int x = 4; x < 10; x++) {
        assertThat(image[y * SIDE + x]).isCloseTo(image[8] + (x - 8) / 20f, within(1e-5f));
        assertThat(image[(SIDE + y) * SIDE + x])
            .isCloseTo(image[(SIDE + 8) * SIDE] + (y - 8) / 20f, within(1e-5f));
      }
    }
  }

  @Test
  void everyPlaceIsCut() {
    Jitter jitter = new Jitter(new long[] {1, SIDE, SIDE}, 0.125);
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      float[] image = new float[SIDE * SIDE];
      for (int p = 0; p < image.length; p++) {
        int row = p / SIDE;
        image[p] = (p % SIDE + 16f * row) / 300;
      }
      jitter.apply(image, 0, SplitMix.bits(1, i));
      places.add(Math.round(image[8 * SIDE + 8] * 1000));
    }
    assertThat(places).hasSize(9);
  }

  @Test
  void whatOvershootsIsClamped() {
    float[] image = new float[SIDE * SIDE];
    for (int p = 0; p < image.length; p++) {
      image[p] = p % SIDE < 8 ? -1 : 1;
    }
    new Jitter(new long[] {1, SIDE, SIDE}, 0.5).apply(image, 0, 7);
    for (float value : image) {
      assertThat(value).isBetween(-1f, 1f);
    }
    assertThat(image).contains(-1f, 1f);
  }

  @Test
  void lessThanHalfAPixelChangesNothing() {
    float[] image = new float[SIDE * SIDE];
    image[17] = 0.5f;
    float[] same = image.clone();
    new Jitter(new long[] {1, SIDE, SIDE}, 0.03).apply(same, 0, 5);
    assertThat(same).isEqualTo(image);
  }

  @Test
  void shareOfOneIsRefused() {
    assertThatThrownBy(() -> new Views(false, 1)).hasMessage("jitter must be in [0,1), got 1.0");
  }
}
