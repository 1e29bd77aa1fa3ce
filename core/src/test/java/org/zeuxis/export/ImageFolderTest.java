package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class ImageFolderTest {
  @TempDir
  Path dir;

  private static List<BufferedImage> images(int count) {
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
      image.setRGB(1, 0, i);
      images.add(image);
    }
    return images;
  }

  @Test
  void aFolderHoldsTheImagesInOrder() throws IOException {
    Path folder = dir.resolve("new/folder");
    ImageFolder.folder(folder, images(3));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("000000.png", "000001.png", "000002.png");
    BufferedImage read = ImageIO.read(folder.resolve("000002.png").toFile());
    assertThat(read.getRGB(1, 0)).isEqualTo(0xff000002);
  }

  @Test
  void anEmptyFolderIsTaken() throws IOException {
    ImageFolder.folder(dir, images(1));
    assertThat(dir.toFile().list()).containsExactly("000000.png");
  }

  @Test
  void nothingIsMixedWithWhatIsThere() throws IOException {
    Files.writeString(dir.resolve("thesis.tex"), "");
    assertThatThrownBy(() -> ImageFolder.folder(dir, images(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(dir + ": holds thesis.tex already, expected a new or empty directory");
    Path file = dir.resolve("thesis.tex");
    assertThatThrownBy(() -> ImageFolder.folder(file, images(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": is a file, expected a new or empty directory");
    assertThat(dir.toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void anArchiveHoldsTheFilesOfTheFolder() throws IOException {
    Path file = dir.resolve("images.zip");
    Path folder = dir.resolve("images");
    ImageFolder.zip(file, images(3));
    ImageFolder.folder(folder, images(3));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("000000.png", "000001.png", "000002.png");
      for (ZipEntry entry : zip.stream().toList()) {
        assertThat(zip.getInputStream(entry).readAllBytes())
            .isEqualTo(Files.readAllBytes(folder.resolve(entry.getName())));
      }
    }
  }

  @Test
  void archivesOfEqualImagesAreEqualInEveryTimeZone() throws IOException {
    Path here = dir.resolve("here.zip");
    Path elsewhere = dir.resolve("elsewhere.zip");
    ImageFolder.zip(here, images(2));
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      ImageFolder.zip(elsewhere, images(2));
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(here).hasSameBinaryContentAs(elsewhere);
  }

  @Test
  void anArchiveThatFailsHalfwayLeavesTheOldOne() throws IOException {
    Path file = dir.resolve("images.zip");
    Files.writeString(file, "old");
    List<BufferedImage> broken = images(2);
    broken.set(1, null);
    assertThatThrownBy(() -> ImageFolder.zip(file, broken))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).hasContent("old");
    assertThat(dir.toFile().list()).containsExactly("images.zip");
  }

  @Test
  void folderThatFailsInItsFirstFileOfASubFolderLeavesNothing() {
    List<ImageFolder.Named> broken = List.of(
        new ImageFolder.Named("cats/1.png", images(1).get(0)),
        new ImageFolder.Named("dogs/2.png", null));
    assertThatThrownBy(() -> ImageFolder.folderOf(dir.resolve("images"), broken))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(dir).isEmptyDirectory();
  }
}
