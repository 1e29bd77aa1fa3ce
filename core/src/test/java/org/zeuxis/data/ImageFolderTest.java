package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class ImageFolderTest {
  @TempDir
  Path folder;

  private static final class Notes implements ProgressListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void progress(String task, long done, long total) {}

    @Override
    public void note(String message) {
      lines.add(message);
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private Dataset open(DataOptions options) {
    return DataSource.open(folder.toString(), options, ProgressListener.NONE);
  }

  private Dataset open() {
    return open(DataOptions.defaults());
  }

  /** The colour of the pixel in the middle, 0..255 by channel. */
  private static int[] middle(Dataset data, int index) {
    int channels = (int) data.sampleShape()[0];
    int side = (int) data.sampleShape()[1];
    float[] pixels = new float[channels * side * side];
    data.read(index, false, pixels, 0);
    int[] colour = new int[channels];
    for (int c = 0; c < channels; c++) {
      colour[c] = Math.round((pixels[(c * side + side / 2) * side + side / 2] + 1) * 127.5f);
    }
    return colour;
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .hasLineCount(1);
  }

  @Test
  void theFirstLevelOfFoldersGivesTheClasses() throws IOException {
    write("dog/b.png", TestImages.png(16, 16, Color.GREEN));
    write("cat/deep/er/a.png", TestImages.png(16, 16, Color.RED));
    write("dog/a.PNG", TestImages.png(16, 16, Color.BLUE));
    write("dog/.hidden.png", TestImages.png(16, 16, Color.BLUE));
    write(".git/x.png", TestImages.png(16, 16, Color.BLUE));
    write("__MACOSX/x.png", TestImages.png(16, 16, Color.BLUE));
    write("captions.tsv", new byte[] {1});
    write("dog/Thumbs.db", new byte[] {1});
    write("notes.txt", new byte[] {1});
    Dataset data = open();
    assertThat(data.classNames()).containsExactly("cat", "dog");
    assertThat(data.sampleShape()).containsExactly(3, 16, 16);
    assertThat(new int[] {data.label(0), data.label(1), data.label(2)}).containsExactly(0, 1, 1);
    assertThat(middle(data, 0)).containsExactly(255, 0, 0);
    assertThat(middle(data, 1)).containsExactly(0, 0, 255);
    assertThat(middle(data, 2)).containsExactly(0, 255, 0);
    assertThat(data.provenance().kinds()).containsOnly(Map.entry("PNG", 3));
    assertThat(data.provenance().ignored()).containsOnly(Map.entry("txt", 1));
  }

  @Test
  void mixedSizesAndAlphaAreCroppedResizedAndPutOnWhite() throws IOException {
    BufferedImage seeThrough = new BufferedImage(30, 20, BufferedImage.TYPE_INT_ARGB);
    write("a.png", TestImages.encode(seeThrough, "png"));
    BufferedImage half =
        TestImages.plain(BufferedImage.TYPE_INT_ARGB, 50, 70, new Color(0, 0, 0, 128));
    write("b.png", TestImages.encode(half, "png"));
    write("c.png", TestImages.png(400, 300, new Color(10, 20, 30)));
    Dataset data = open();
    assertThat(data.sampleShape()).containsExactly(3, 64, 64);
    assertThat(data.classNames()).containsExactly("all");
    assertThat(middle(data, 0)).containsExactly(255, 255, 255);
    assertThat(middle(data, 1)).containsExactly(127, 127, 127);
    assertThat(middle(data, 2)).containsExactly(10, 20, 30);
  }

  @Test
  void greyStaysGreyInEightAndSixteenBitsAndPalettes() throws IOException {
    write("a.png", TestImages.greyPng(20, 77));
    write("b.png", TestImages.grey16Png(20, 77 * 257));
    write(
        "c.png",
        TestImages.encode(
            TestImages.plain(BufferedImage.TYPE_BYTE_BINARY, 20, 20, Color.WHITE), "png"));
    Dataset data = open();
    assertThat(data.sampleShape()).containsExactly(1, 20, 20);
    assertThat(middle(data, 0)).containsExactly(77);
    assertThat(middle(data, 1)).containsExactly(77);
    assertThat(middle(data, 2)).containsExactly(255);
    write("d.png", TestImages.png(20, 20, Color.RED));
    assertThat(open().sampleShape()).containsExactly(3, 20, 20);
    assertThat(middle(open(), 1)).containsExactly(77, 77, 77);
  }

  @Test
  void cmykJpegsAreConverted() throws IOException {
    write("cyan.jpg", TestImages.cmykJpeg(16, 255, 0, 0, 0));
    write("white.jpg", TestImages.cmykJpeg(16, 0, 0, 0, 0));
    Dataset data = open();
    assertThat(data.sampleShape()).containsExactly(3, 16, 16);
    int[] cyan = middle(data, 0);
    assertThat(cyan[0]).isLessThan(80);
    assertThat(cyan[2]).isGreaterThan(150);
    assertThat(middle(data, 1)).containsExactly(255, 255, 255);
  }

  @Test
  void everyFormatIsRead() throws IOException {
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      write(
          "x." + format,
          TestImages.encode(
              TestImages.plain(BufferedImage.TYPE_INT_RGB, 16, 16, Color.RED), format));
    }
    write("x.webp", TestImages.redWebp(16));
    Dataset data = open();
    assertThat(data.size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      int[] colour = middle(data, i);
      assertThat((double) colour[0]).isCloseTo(255, within(3.0));
      assertThat((double) colour[1]).isCloseTo(0, within(3.0));
    }
    assertThat(data.provenance().kinds()).containsKeys("PNG", "JPEG", "GIF", "BMP", "WEBP");
  }

  @Test
  void aFileIsKnownByItsContentNotItsName() throws IOException {
    write(
        "a.png",
        TestImages.encode(TestImages.plain(BufferedImage.TYPE_INT_RGB, 16, 16, Color.RED), "gif"));
    write("b.jpg", TestImages.png(16, 16, Color.RED));
    assertThat(open().provenance().kinds()).containsKeys("GIF", "PNG");
  }

  @Test
  void anEmptyFolderIsRefused() throws IOException {
    assertRefused(folder + ": 0 images, expected at least 2");
    write("a.txt", new byte[] {1});
    assertRefused("0 images", "1 .txt");
    write("a.png", TestImages.png(16, 16, Color.RED));
    assertRefused("1 image, expected at least 2");
  }

  @Test
  void textUnderTheNameOfAnImageIsRefused() throws IOException {
    write("a.png", "hello world".getBytes(StandardCharsets.US_ASCII));
    write("b.png", TestImages.png(16, 16, Color.RED));
    assertRefused("a.png: is no PNG, JPEG, GIF, BMP or WebP image", "68 65 6c 6c 6f", "--skip-bad");
    write("a.png", new byte[0]);
    assertRefused("a.png: is empty");
  }

  @Test
  void truncatedImagesAreRefused() throws IOException {
    write("b.png", TestImages.png(16, 16, Color.RED));
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      byte[] whole = TestImages.noise(64, format);
      write("a.png", Arrays.copyOf(whole, whole.length / 2));
      assertRefused("a.png: ", "--skip-bad");
    }
  }

  @Test
  void anEightGigapixelHeaderCostsNoMemory() throws IOException {
    write("a.png", TestImages.pngHeader(100_000, 80_000));
    write("b.png", TestImages.png(16, 16, Color.RED));
    assertRefused("a.png: 100000×80000 pixels, expected at most 100,000,000 in all");
  }

  @Test
  void imagesTooLargeToDecodeAtOnceAreThinnedOut() throws IOException {
    BufferedImage wide = new BufferedImage(5500, 3000, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 3000; y++) {
      for (int x = 0; x < 5500; x++) {
        // The centred square is the columns 1250 to 4249: black, then white from its middle on.
        wide.getRaster().setSample(x, y, 0, x < 1250 || x >= 4250 ? 128 : x < 2750 ? 0 : 255);
      }
    }
    write("a.png", TestImages.encode(wide, "png"));
    write("b.jpg", TestImages.encode(wide, "jpg"));
    Dataset data = open(DataOptions.defaults().withSize(8));
    float[] row = new float[64];
    for (int i = 0; i < 2; i++) {
      data.read(i, false, row, 0);
      for (int x = 0; x < 8; x++) {
        assertThat(row[x]).isCloseTo(x < 4 ? -1f : 1f, within(0.05f));
      }
    }
  }

  @Test
  void theFirstBadImageIsTheOneNamed() throws IOException {
    for (int i = 0; i < 20; i++) {
      write(
          String.format("%02d.png", i),
          i == 5 || i == 6 ? new byte[] {1} : TestImages.png(16, 16, Color.RED));
    }
    for (int again = 0; again < 20; again++) {
      assertRefused("05.png");
    }
  }

  @Test
  void badImagesAreLeftOutWhereTheUserSaysSo() throws IOException {
    byte[] whole = TestImages.noise(16, "png");
    write("a/1.png", new byte[] {1});
    write("a/2.png", TestImages.png(16, 16, Color.RED));
    write("a/3.png", Arrays.copyOf(whole, whole.length / 2));
    write("b/4.png", TestImages.png(16, 16, Color.BLUE));
    Notes notes = new Notes();
    Dataset data =
        DataSource.open(folder.toString(), DataOptions.defaults().withSkipBad(true), notes);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.classNames()).containsExactly("a", "b");
    assertThat(data.label(1)).isEqualTo(1);
    assertThat(middle(data, 1)).containsExactly(0, 0, 255);
    assertThat(data.provenance().skipped()).hasSize(2);
    assertThat(notes.lines)
        .singleElement()
        .asString()
        .contains("left out 2 bad of 4 images", "1.png");
    Files.delete(folder.resolve("b/4.png"));
    assertThatThrownBy(() -> open(DataOptions.defaults().withSkipBad(true)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 good images of 3, expected at least 2; the first bad one: ");
  }

  @Test
  void unreadableFoldersAreNamed() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Assumptions.assumeTrue(
        closed.toFile().setReadable(false) && !Files.isReadable(closed),
        "skipped: may read anything");
    assertThatThrownBy(
            () -> DataSource.open(closed.toString(), DataOptions.defaults(), ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void testSplitsAreNotMadeUp() throws IOException {
    write("a.png", TestImages.png(16, 16, Color.RED));
    assertThatThrownBy(() -> open(DataOptions.defaults().withTestSplit(true)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no test split");
  }

  @Test
  void theSharedPhotographsAreRead() {
    Dataset photos = DataSource.open(
        SharedData.require("photos").toString(),
        DataOptions.defaults().withSize(128),
        ProgressListener.NONE);
    assertThat(photos.size()).isEqualTo(11);
    assertThat(photos.sampleShape()).containsExactly(3, 128, 128);
  }
}
