package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class AnimationTest {
  @TempDir
  Path dir;

  /** What another program sees of one frame. */
  private record Frame(BufferedImage image, int delay) {}

  private static List<Frame> read(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        IIOMetadata metadata = reader.getImageMetadata(i);
        IIOMetadataNode root =
            (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
        IIOMetadataNode control = (IIOMetadataNode)
            root.getElementsByTagName("GraphicControlExtension").item(0);
        frames.add(new Frame(reader.read(i), Integer.parseInt(control.getAttribute("delayTime"))));
      }
      return frames;
    } finally {
      reader.dispose();
    }
  }

  private static int[] rgb(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  /** All 256 greys, turned by {@code shift}. */
  private static BufferedImage greys(int shift) {
    float[] values = new float[256];
    for (int i = 0; i < 256; i++) {
      values[i] = (i + shift) % 256 / 127.5f - 1;
    }
    try (Scope scope = new Scope()) {
      return ImageGrid.image(Tensor.of(values, 1, 16, 16));
    }
  }

  /** More colours than a palette holds: red grows to the right, green downwards. */
  private static BufferedImage colours(int blue) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, ((i % 64 * 4) << 16) | ((i / 64 * 4) << 8) | blue);
    }
    return image;
  }

  @Test
  void all256GreysOfEveryFrameComeBack() throws IOException {
    Path file = dir.resolve("grey.gif");
    Animation.write(file, List.of(greys(0), greys(100), greys(7)), 40);
    List<Frame> frames = read(file);
    assertThat(frames).hasSize(3).allMatch(frame -> frame.delay == 4);
    assertThat(rgb(frames.get(0).image)).isEqualTo(rgb(greys(0)));
    assertThat(rgb(frames.get(1).image)).isEqualTo(rgb(greys(100)));
    assertThat(rgb(frames.get(2).image)).isEqualTo(rgb(greys(7)));
  }

  @Test
  void greysReadFromAPngAreNotBrightened() throws IOException {
    Path png = dir.resolve("grey.png");
    ImageGrid.writePng(png, greys(3));
    Path file = dir.resolve("grey.gif");
    Animation.write(file, List.of(ImageIO.read(png.toFile())), 40);
    assertThat(rgb(read(file).get(0).image)).isEqualTo(rgb(greys(3)));
  }

  @Test
  void framesWithFewColoursComeBackEachInItsOwn() throws IOException {
    BufferedImage red = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    red.setRGB(1, 2, 0xff1234);
    BufferedImage green = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    green.setRGB(3, 0, 0x12ff34);
    Path file = dir.resolve("few.gif");
    Animation.write(file, List.of(red, green), 1000);
    assertThat(rgb(read(file).get(0).image)).isEqualTo(rgb(red));
    assertThat(rgb(read(file).get(1).image)).isEqualTo(rgb(green));
  }

  @Test
  void manyColoursAreMatchedClosely() throws IOException {
    Path file = dir.resolve("colour.gif");
    Animation.write(file, List.of(colours(0), colours(200)), 40);
    int[] bluish = rgb(read(file).get(1).image);
    int[] expected = rgb(colours(200));
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        error += Math.abs(((bluish[i] >> shift) & 0xff) - ((expected[i] >> shift) & 0xff));
      }
    }
    assertThat(error / expected.length / 3)
        .as("mean error of a channel, of 255")
        .isLessThan(6);
  }

  @Test
  void itLoopsForEverAndIsTheSameEveryTime() throws IOException {
    Path first = dir.resolve("a.gif");
    Path second = dir.resolve("b.gif");
    Animation.write(first, List.of(greys(0), greys(1)), 40);
    Animation.write(second, List.of(greys(0), greys(1)), 40);
    assertThat(first).hasSameBinaryContentAs(second);
    // GIF89a, then the application extension as the Netscape browser defined it.
    String bytes = Files.readString(first, StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("GIF89a").containsOnlyOnce("!\u00ff\u000bNETSCAPE2.0\3\1\0\0\0");
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("a.gif", "b.gif");
  }

  @Test
  void nonsenseIsRefusedAndLeavesNothing() {
    Path file = dir.resolve("x.gif");
    assertThatThrownBy(() -> Animation.write(file, List.of(), 40))
        .hasMessage("Animation.write: expected at least one frame, got none");
    assertThatThrownBy(() -> Animation.write(file, List.of(greys(0)), 9))
        .hasMessage("delayMillis must be 10 to 655350, got 9");
    assertThatThrownBy(() -> Animation.write(file, List.of(greys(0), colours(0)), 40))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Animation.write: frame 1 is 64x64, expected 16x16 as the first");
    assertThat(dir).isEmptyDirectory();
  }
}
