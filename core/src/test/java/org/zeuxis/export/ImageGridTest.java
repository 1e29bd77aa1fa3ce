package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ImageGridTest {
  private final Scope scope = new Scope();

  @TempDir
  Path dir;

  @AfterEach
  void free() {
    scope.close();
  }

  private static int[] row(BufferedImage image, int y) {
    return image.getRaster().getSamples(0, y, image.getWidth(), 1, 0, (int[]) null);
  }

  @Test
  void threeGreyImagesInTwoColumnsLeaveTheLastCellBlack() {
    Tensor images =
        Tensor.of(new float[] {1, 1, 1, 1, 0, 0, 0, 0, 0.5f, 0.5f, 0.5f, 0.5f}, 3, 1, 2, 2);
    BufferedImage grid = ImageGrid.of(images, 2);
    // torchvision.utils.make_grid(nrow=2, padding=2): 2·(2+2)+2 each way.
    assertThat(grid.getWidth()).isEqualTo(10);
    assertThat(grid.getHeight()).isEqualTo(10);
    int[] black = new int[10];
    int[] first = {0, 0, 255, 255, 0, 0, 128, 128, 0, 0};
    int[] second = {0, 0, 191, 191, 0, 0, 0, 0, 0, 0};
    int[][] expected = {black, black, first, first, black, black, second, second, black, black};
    for (int y = 0; y < 10; y++) {
      assertThat(row(grid, y)).as("row " + y).containsExactly(expected[y]);
    }
  }

  @Test
  void fewerImagesThanColumnsMakeOneNarrowRow() {
    BufferedImage grid = ImageGrid.of(Tensor.zeros(2, 3, 4, 6), 8);
    assertThat(grid.getWidth()).isEqualTo(2 * 8 + 2);
    assertThat(grid.getHeight()).isEqualTo(6 + 2);
  }

  @Test
  void everyByteComesBackFromItsPlaceInMinusOneToOne() {
    float[] values = new float[256];
    for (int i = 0; i < 256; i++) {
      values[i] = i / 127.5f - 1;
    }
    BufferedImage image = ImageGrid.image(Tensor.of(values, 1, 16, 16));
    for (int i = 0; i < 256; i++) {
      assertThat(image.getRGB(i % 16, i / 16)).as("grey " + i).isEqualTo(0xff000000 | i * 0x010101);
    }
  }

  @Test
  void whatLiesOutsideIsClampedAndTheRestRounded() {
    float[] values = {
      -7,
      Float.NEGATIVE_INFINITY,
      7,
      Float.POSITIVE_INFINITY,
      0.49f / 127.5f - 1,
      0.51f / 127.5f - 1
    };
    BufferedImage image = ImageGrid.image(Tensor.of(values, 1, 1, 6));
    assertThat(row(image, 0)).containsExactly(0, 0, 255, 255, 0, 1);
  }

  @Test
  void channelsAreRedGreenBlue() {
    BufferedImage image = ImageGrid.image(Tensor.of(new double[] {1, -1, 0, 1, -1, 0}, 3, 1, 2));
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff8000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff00ff80);
  }

  @Test
  void nanIsRefusedByTheNumberOfItsImage() {
    Tensor images = Tensor.of(new float[] {0, 0, Float.NaN, 0}, 4, 1, 1, 1);
    assertThatThrownBy(() -> ImageGrid.of(images, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageGrid: image 2 of 4 holds NaN, expected values in [-1,1]");
  }

  @Test
  void otherShapesAndTypesAreRefused() {
    assertThatThrownBy(() -> ImageGrid.of(Tensor.zeros(3, 4, 4), 2))
        .hasMessage("ImageGrid.of(images): expected [N,C,H,W] = [*,*,*,*], got [3,4,4]");
    assertThatThrownBy(() -> ImageGrid.of(Tensor.zeros(1, 2, 4, 4), 2))
        .hasMessageContaining("C 1 or 3, none empty, got Tensor [1, 2, 4, 4]");
    assertThatThrownBy(() -> ImageGrid.of(Tensor.zeros(0, 3, 4, 4), 2))
        .hasMessageContaining("none empty");
    assertThatThrownBy(() -> ImageGrid.of(Tensor.zeros(1, 3, 4, 4).to(DType.UINT8), 2))
        .hasMessageContaining("expected float images");
    assertThatThrownBy(() -> ImageGrid.of(Tensor.zeros(1, 3, 4, 4), 0))
        .hasMessage("columns must be >= 1, got 0");
  }

  @Test
  void columnsMakeItNearSquare() {
    assertThat(IntStream.of(1, 2, 4, 5, 9, 10, 64, 65).map(ImageGrid::columnsFor))
        .containsExactly(1, 2, 2, 3, 3, 4, 8, 9);
    assertThatThrownBy(() -> ImageGrid.columnsFor(0)).hasMessage("n must be >= 1, got 0");
  }

  @Test
  void enlargingRepeatsEveryPixel() {
    BufferedImage small =
        ImageGrid.image(Tensor.of(new float[] {-1, 1, 1, -1, 0, 0, -1, 0, 1, -1, -1, -1}, 3, 2, 2));
    BufferedImage large = ImageGrid.enlarge(small, 3);
    assertThat(large.getWidth()).isEqualTo(6);
    for (int i = 0; i < 36; i++) {
      assertThat(large.getRGB(i % 6, i / 6)).isEqualTo(small.getRGB(i % 6 / 3, i / 6 / 3));
    }
    assertThatThrownBy(() -> ImageGrid.enlarge(small, 0)).hasMessage("factor must be >= 1, got 0");
  }

  @Test
  void pngFilesAreEqualForEqualPicturesAndGreyOnesStayGrey() throws IOException {
    BufferedImage grey =
        ImageGrid.of(Tensor.of(new float[] {-0.5f, 0, 0.5f, 0.75f}, 4, 1, 1, 1), 2);
    Path first = dir.resolve("a.png");
    Path second = dir.resolve("b.png");
    Files.writeString(second, "overwritten");
    ImageGrid.writePng(first, grey);
    ImageGrid.writePng(second, grey);
    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("a.png", "b.png");
    byte[] bytes = Files.readAllBytes(first);
    assertThat(bytes[25]).as("colour type, 0 is grey").isZero();
    BufferedImage read = ImageIO.read(first.toFile());
    assertThat(row(read, 2)).containsExactly(row(grey, 2));
  }

  @Test
  void aPngThatCannotBeWrittenLeavesNothing() {
    assertThatThrownBy(() ->
            ImageGrid.writePng(dir.resolve("no/x.png"), ImageGrid.image(Tensor.zeros(1, 2, 2))))
        .isInstanceOf(IOException.class);
    assertThat(dir).isEmptyDirectory();
  }
}
