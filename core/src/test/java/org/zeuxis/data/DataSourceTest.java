package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class DataSourceTest {
  private static void assertRefused(String spec, String... parts) {
    assertThatThrownBy(() -> DataSource.open(spec, DataOptions.defaults(), ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .hasLineCount(1);
  }

  @Test
  void anUnknownNameSuggestsTheNearest() {
    assertRefused("mnits", "'mnits': no such file or folder", "Did you mean mnist?");
    assertRefused("CIFAR-10", "Did you mean cifar10?");
    assertRefused("fashion_mnist", "Did you mean fashion-mnist?");
    assertRefused("/no/such/folder", "no such file or folder", "digits, mnist");
    assertRefused("", "no such file or folder");
    assertRefused("a\0b", "no such file or folder");
  }

  @Test
  void aFileOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertRefused(
        text.toString(),
        "notes.txt: is one file, expected a folder or .zip of images, or an IDX file");
  }

  @Test
  void theCacheLiesWhereTheOperatingSystemKeepsSuchThings() {
    Path home = Path.of("home", "ada");
    assertThat(CacheDirectory.of(Map.of(), "Linux", home.toString()))
        .isEqualTo(home.resolve(".cache").resolve("zeuxis"));
    assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "xdg"), "Linux", home.toString()))
        .isEqualTo(Path.of("xdg", "zeuxis"));
    assertThat(CacheDirectory.of(Map.of("LOCALAPPDATA", "local"), "Windows 11", home.toString()))
        .isEqualTo(Path.of("local", "zeuxis"));
  }

  @Test
  void aSetThatDoesNotFitTheHeapSaysHowMuchItNeeds() {
    assertThatThrownBy(
            () -> PixelStore.requireHeap("faces", 200_000, new ImageForm(3, 128), 2L << 30))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "faces: 200,000 images of 3×128×128 need 9.2 GiB, Java may use 2.0 GiB")
        .hasMessageContaining("-Xmx13g")
        .hasMessageContaining("--size");
  }

  @Test
  void imagesNeverStraddleChunks() {
    PixelStore pixels = new PixelStore(7, 3, 8);
    for (int i = 0; i < 7; i++) {
      pixels.put(i, new byte[] {(byte) i, (byte) (10 * i), (byte) (11 * i)});
    }
    for (int i = 0; i < 7; i++) {
      byte[] chunk = pixels.chunk(i);
      int at = pixels.offset(i);
      assertThat(List.of(chunk[at], chunk[at + 1], chunk[at + 2]))
          .containsExactly((byte) i, (byte) (10 * i), (byte) (11 * i));
    }
    pixels.move(6, 1);
    assertThat(pixels.chunk(1)[pixels.offset(1)]).isEqualTo((byte) 6);
  }

  @Test
  void fingerprintsTellContentLabelsAndShapeApart() {
    byte[] black = new byte[64];
    byte[] white = new byte[64];
    white[0] = -1;
    List<String> names = List.of("a", "b");
    String print =
        ImageSet.of("x", 1, 8, List.of(black, white), new int[] {0, 1}, names).fingerprint();
    assertThat(print).matches("[0-9a-f]{64}");
    assertThat(ImageSet.of("y", 1, 8, List.of(black, white), new int[] {0, 1}, names)
            .fingerprint())
        .isEqualTo(print);
    assertThat(ImageSet.of("x", 1, 8, List.of(white, black), new int[] {0, 1}, names)
            .fingerprint())
        .isNotEqualTo(print);
    assertThat(ImageSet.of("x", 1, 8, List.of(black, white), new int[] {1, 1}, names)
            .fingerprint())
        .isNotEqualTo(print);
  }
}
