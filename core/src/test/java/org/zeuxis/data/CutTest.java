package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;

class CutTest {
  private static final ImageForm EIGHT = new ImageForm(3, 8);

  private static byte[] chart(int width, int height) throws IOException {
    return TestImages.encode(drawn(width, height), "png");
  }

  /** Red tells the column, green the row, blue is 7. */
  private static BufferedImage drawn(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x << 16 | y << 8 | 7);
      }
    }
    return image;
  }

  /** A square of the chart. */
  private static void assertFrom(byte[] planes, int side, int left, int top) {
    assertThat(planes).hasSize(3 * side * side);
    byte[] expected = new byte[planes.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int at = y * side + x;
        expected[at] = (byte) (left + x);
        expected[side * side + at] = (byte) (top + y);
        expected[2 * side * side + at] = 7;
      }
    }
    assertThat(planes).isEqualTo(expected);
  }

  @Test
  void tilesStandRowByRowFromTheMiddleOut() throws IOException {
    byte[] file = chart(21, 29);
    List<byte[]> tiles = Cut.TILES.decode(file, EIGHT);
    assertThat(tiles).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertFrom(tiles.get(i), 8, 2 + 8 * (i % 2), 2 + 8 * (i / 2));
    }
  }

  @Test
  void tilesOfAPhotographAreUpright() throws IOException {
    byte[] stored = TestImages.encode(drawn(16, 8), "jpg");
    List<byte[]> turned = Cut.TILES.decode(TestImages.oriented(stored, 6), EIGHT);
    List<byte[]> tiles = Cut.TILES.decode(stored, EIGHT);
    assertThat(turned).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(turned.get(i))
          .isEqualTo(
              Orientation.ROTATED_90.upright(new Picture(3, 8, 8, tiles.get(i))).planes())
          .isNotEqualTo(tiles.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"8,8,1", "15,15,1", "16,8,2", "21,29,6", "100,9,12"})
  void tilesAreCountedBeforeTheyAreCut(int width, int height, int expected) throws IOException {
    byte[] file = chart(width, height);
    assertThat(Cut.TILES.count(Cut.TILES.header(file), EIGHT)).isEqualTo(expected);
    assertThat(Cut.TILES.decode(file, EIGHT)).hasSize(expected);
  }

  @Test
  void pictureSmallerThanATileIsRefused() throws IOException {
    ImageDecoder.Header header = Cut.TILES.header(chart(20, 7));
    assertThatThrownBy(() -> Cut.TILES.count(header, EIGHT))
        .isInstanceOf(BadImageException.class)
        .hasMessage("has 20×7 pixels, expected at least 8×8 to be cut into tiles");
  }

  @Test
  void halvesAreTheImagesSideBySide() throws IOException {
    byte[] file = chart(16, 8);
    assertThat(Cut.LEFT.header(file)).isEqualTo(new ImageDecoder.Header("PNG", 8, 8, false));
    assertFrom(Cut.LEFT.decode(file, EIGHT).get(0), 8, 0, 0);
    assertFrom(Cut.RIGHT.decode(file, EIGHT).get(0), 8, 8, 0);
  }

  @Test
  void halfThatIsNoSquareIsCutToItsMiddle() throws IOException {
    byte[] file = chart(24, 8);
    assertFrom(Cut.LEFT.decode(file, EIGHT).get(0), 8, 2, 0);
    assertFrom(Cut.RIGHT.decode(file, EIGHT).get(0), 8, 14, 0);
  }

  @Test
  void halvesOfAnOddWidthAreRefused() throws IOException {
    byte[] file = chart(17, 8);
    for (Cut cut : List.of(Cut.LEFT, Cut.RIGHT)) {
      assertThatThrownBy(() -> cut.header(file))
          .isInstanceOf(BadImageException.class)
          .hasMessageStartingWith("is 17 pixels wide, expected an even width");
    }
  }

  @Test
  void setOfTilesHoldsAllOfEachFile(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("b.png"), chart(8, 8));
    Files.write(folder.resolve("a.png"), chart(17, 16));
    DataOptions options = DataOptions.defaults().withSize(8).withTiles(true);
    Dataset data = DataSource.open(folder.toString(), options, ProgressListener.NONE);
    assertThat(data.names()).containsExactly("a.png", "a.png", "a.png", "a.png", "b.png");
    List<String> corners = new ArrayList<>();
    float[] pixels = new float[3 * 64];
    for (int i = 0; i < data.size(); i++) {
      data.read(i, false, pixels, 0);
      corners.add(
          Math.round((pixels[0] + 1) * 127.5f) + "," + Math.round((pixels[64] + 1) * 127.5f));
    }
    assertThat(corners).containsExactly("0,0", "8,0", "0,8", "8,8", "0,0");
  }

  @Test
  void fileThatIsSmallerThanATileIsNamed(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("a.png"), chart(16, 16));
    Files.write(folder.resolve("b.png"), chart(30, 7));
    Files.write(folder.resolve("c.png"), chart(8, 8));
    DataOptions options = DataOptions.defaults().withSize(8).withTiles(true);
    assertThatThrownBy(() -> DataSource.open(folder.toString(), options, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder.resolve("b.png")
            + ": has 30×7 pixels, expected at least 8×8 to be cut into tiles;"
            + " --skip-bad leaves bad images out");
    Dataset good =
        DataSource.open(folder.toString(), options.withSkipBad(true), ProgressListener.NONE);
    assertThat(good.names()).containsExactly("a.png", "a.png", "a.png", "a.png", "c.png");
  }
}
