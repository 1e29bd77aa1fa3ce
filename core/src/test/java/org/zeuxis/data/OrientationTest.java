package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  /**
   * EXIF 2.3: where row 0 and column 0 of the stored image are seen. The stored quarters, row by
   * row: a b / c d.
   */
  @ParameterizedTest
  @CsvSource({"1,abcd", "2,badc", "3,dcba", "4,cdab", "5,acbd", "6,cadb", "7,dbca", "8,bdac"})
  void theImageIsTurnedUpright(int orientation, String expected) throws IOException {
    byte[] jpeg = TestImages.oriented(TestImages.encode(quarters(), "jpg"), orientation);
    byte[] pixels = ImageDecoder.decode(jpeg, new ImageForm(1, 16));
    StringBuilder seen = new StringBuilder();
    for (int at : new int[] {4 * 16 + 4, 4 * 16 + 12, 12 * 16 + 4, 12 * 16 + 12}) {
      seen.append((char) ('a' + Math.round((pixels[at] & 0xff) / 80f)));
    }
    assertThat(seen).hasToString(expected);
  }

  private static BufferedImage quarters() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        image.getRaster().setSample(x, y, 0, 80 * (x / 8 + y / 8 * 2));
      }
    }
    return image;
  }

  @Test
  void nonsenseIsUpright() throws IOException {
    byte[] jpeg = TestImages.encode(quarters(), "jpg");
    assertThat(Orientation.of(jpeg)).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(TestImages.oriented(jpeg, 9))).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}))
        .isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(new byte[0])).isEqualTo(Orientation.UPRIGHT);
  }
}
