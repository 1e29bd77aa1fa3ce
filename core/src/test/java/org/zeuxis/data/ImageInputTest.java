package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ImageInputTest {
  @TempDir
  private Path folder;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private Path zip(String name, Map<String, byte[]> entries) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return zip;
  }

  private static byte[] red(int width, int height) throws IOException {
    return TestImages.png(width, height, Color.RED);
  }

  private static int level(Tensor pixels, int channel, int y, int x) {
    float[] values = pixels.toFloats();
    long at = (channel * pixels.size(2) + y) * pixels.size(3) + x;
    return Math.round((values[(int) at] + 1) * 127.5f);
  }

  private static void assertRed(ImageInput.Photo photo, int width, int height) {
    assertThat(photo.pixels().shape()).containsExactly(1, 3, height, width);
    assertThat(photo.pixels().select(1, 0).min().item()).isEqualTo(1);
    assertThat(photo.pixels().narrow(1, 1, 2).max().item()).isEqualTo(-1);
    assertThat(photo.alpha()).isNull();
  }

  @Test
  void folderGivesTheImagesOfItsSubFoldersByTheirPaths() throws IOException {
    write("in/z.png", red(5, 3));
    write("in/deep/er/a.PNG", red(2, 7));
    write("in/deep/notes.txt", new byte[] {1});
    write("in/.hidden.png", red(1, 1));
    try (ImageInput input = ImageInput.open(folder.resolve("in"))) {
      assertThat(input.isSingle()).isFalse();
      assertThat(input.paths()).containsExactly("deep/er/a.PNG", "z.png");
      assertRed(input.read("deep/er/a.PNG"), 2, 7);
      assertRed(input.read("z.png"), 5, 3);
    }
  }

  @Test
  void archiveGivesItsImagesByTheirWholePaths() throws IOException {
    Path zip = zip("in.ZIP", Map.of("set/b.png", red(4, 3), "set/sub/a.png", red(3, 4)));
    try (ImageInput input = ImageInput.open(zip)) {
      assertThat(input.isSingle()).isFalse();
      assertThat(input.paths()).containsExactly("set/b.png", "set/sub/a.png");
      assertRed(input.read("set/sub/a.png"), 3, 4);
    }
  }

  @Test
  void fileIsKnownByItsContentNotItsName() throws IOException {
    Path file = write("photo.data", red(6, 2));
    try (ImageInput input = ImageInput.open(file)) {
      assertThat(input.isSingle()).isTrue();
      assertThat(input.paths()).containsExactly("photo.data");
      assertRed(input.read("photo.data"), 6, 2);
    }
  }

  @Test
  void transparencyIsKeptAndWhatLiesBehindItIsWhite() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 1, 0xff102030);
    Path file = write("a.png", TestImages.encode(image, "png"));
    try (ImageInput input = ImageInput.open(file)) {
      ImageInput.Photo photo = input.read("a.png");
      assertThat(photo.alpha().shape()).containsExactly(1, 1, 2, 3);
      assertThat(photo.alpha().times(255).toFloats()).containsExactly(0, 128, 0, 0, 0, 255);
      assertThat(level(photo.pixels(), 1, 0, 0)).isEqualTo(255);
      assertThat(level(photo.pixels(), 1, 0, 1)).isEqualTo(127);
      assertThat(level(photo.pixels(), 0, 1, 2)).isEqualTo(0x10);
      assertThat(level(photo.pixels(), 1, 1, 2)).isEqualTo(0x20);
      assertThat(level(photo.pixels(), 2, 1, 2)).isEqualTo(0x30);
    }
  }

  @Test
  void greyHasOneChannel() throws IOException {
    Path file = write("a.png", TestImages.greyPng(4, 77));
    try (ImageInput input = ImageInput.open(file)) {
      Tensor pixels = input.read("a.png").pixels();
      assertThat(pixels.shape()).containsExactly(1, 1, 4, 4);
      assertThat(level(pixels, 0, 3, 3)).isEqualTo(77);
    }
  }

  /** EXIF 2.3, as for squares: the quarters a b / c d of a rectangle that lies, as it is seen. */
  @ParameterizedTest
  @CsvSource({"1,abcd", "2,badc", "3,dcba", "4,cdab", "5,acbd", "6,cadb", "7,dbca", "8,bdac"})
  void rectangleIsTurnedUpright(int orientation, String expected) throws IOException {
    BufferedImage image = new BufferedImage(48, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 48; x++) {
        image.getRaster().setSample(x, y, 0, 80 * (x / 24 + y / 8 * 2));
      }
    }
    byte[] jpeg = TestImages.oriented(TestImages.encode(image, "jpg"), orientation);
    int width = orientation < 5 ? 48 : 16;
    int height = 64 - width;
    try (ImageInput input = ImageInput.open(write("a.jpg", jpeg))) {
      Tensor pixels = input.read("a.jpg").pixels();
      assertThat(pixels.shape()).containsExactly(1, 1, height, width);
      StringBuilder seen = new StringBuilder();
      for (int y : new int[] {height / 4, 3 * height / 4}) {
        for (int x : new int[] {width / 4, 3 * width / 4}) {
          seen.append((char) ('a' + Math.round(level(pixels, 0, y, x) / 80f)));
        }
      }
      assertThat(seen).hasToString(expected);
    }
  }

  private static void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> ImageInput.open(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void nothingToReadIsRefused() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertRefused(nowhere, nowhere + ": no such file or folder, or it cannot be read");
    write("texts/a.txt", new byte[] {1});
    Path texts = folder.resolve("texts");
    assertRefused(texts, texts + ": holds no PNG, JPEG, GIF, BMP or WebP files");
    Path zip = zip("texts.zip", Map.of("a.txt", new byte[] {1}));
    assertRefused(zip, zip + ": holds no PNG, JPEG, GIF, BMP or WebP files");
  }

  @Test
  void whatIsNoImageIsNamedWhenItIsRead() throws IOException {
    Path file = write("in/a.png", new byte[] {1, 2});
    String reason = ": is no PNG, JPEG, GIF, BMP or WebP image (begins with the bytes 01 02)";
    for (Path path : new Path[] {file, folder.resolve("in")}) {
      try (ImageInput input = ImageInput.open(path)) {
        assertThatThrownBy(() -> input.read("a.png"))
            .isInstanceOf(InvalidInputException.class)
            .hasMessage(file + reason);
      }
    }
    Path zip = zip("in.zip", Map.of("x/a.png", new byte[] {1, 2}));
    try (ImageInput input = ImageInput.open(zip)) {
      assertThatThrownBy(() -> input.read("x/a.png"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(zip + "!x/a.png" + reason);
    }
  }

  @Test
  void fileThatGoesAwayMeanwhileIsNamed() throws IOException {
    Path file = write("in/a.png", red(2, 2));
    try (ImageInput input = ImageInput.open(folder.resolve("in"))) {
      Files.delete(file);
      assertThatThrownBy(() -> input.read("a.png"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(file + ": cannot be read (no such file or folder)");
    }
  }
}
