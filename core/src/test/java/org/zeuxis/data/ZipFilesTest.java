package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class ZipFilesTest {
  @TempDir
  Path folder;

  private Path zip(String name, String... entries) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(entry.endsWith(".png") ? TestImages.png(16, 16, Color.RED) : new byte[] {1});
      }
    }
    return zip;
  }

  private static Dataset openZip(Path zip) {
    return DataSource.open(zip.toString(), DataOptions.defaults(), ProgressListener.NONE);
  }

  @Test
  void aZipMayWrapItsClassesInAFolder() throws IOException {
    Dataset wrapped =
        openZip(zip("w.zip", "set/dog/1.png", "set/cat/2.png", "__MACOSX/set/dog/._1.png"));
    assertThat(wrapped.classNames()).containsExactly("cat", "dog");
    assertThat(openZip(zip("p.zip", "set/1.png", "set/2.png")).classNames()).containsExactly("all");
    assertThat(openZip(zip("r.zip", "1.png", "dog/2.png")).classNames())
        .containsExactly("dog", "unsorted");
  }

  @Test
  void zipsWithoutImagesAndWhatIsNoZipAreRefused() throws IOException {
    Path none = zip("none.zip", "a.txt", "b.txt");
    assertThatThrownBy(() -> openZip(none))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.zip: 0 images")
        .hasMessageContaining("2 .txt");
    Files.write(folder.resolve("false.zip"), new byte[100]);
    assertThatThrownBy(() -> openZip(folder.resolve("false.zip")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no readable zip archive");
  }

  @Test
  void theSharedEmojiKeepTheirSize() {
    Dataset emoji = openZip(SharedData.require("emoji/emoji-google-64.zip"));
    assertThat(emoji.size()).isEqualTo(1871);
    assertThat(emoji.sampleShape()).containsExactly(3, 64, 64);
    // Transparent corners become white.
    float[] pixels = new float[3 * 64 * 64];
    emoji.read(0, false, pixels, 0);
    assertThat(pixels[0]).isEqualTo(1f);
  }
}
