package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class DomainSourceTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A=x,B=y | A | x | B | y",
        "horses=data/h.zip,zebras=data/z.zip | horses | data/h.zip | zebras | data/z.zip",
        "A=my, photos/,B=zebras/ | A | my, photos/ | B | zebras/",
        "A=a=b/,B=c/ | A | a=b/ | B | c/"
      })
  void twoSetsHaveANameEach(String text, String fromName, String from, String toName, String to) {
    assertThat(DomainSource.parse(text)).contains(new DomainSource(fromName, from, toName, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "photos/", "A=photos/", "a,b", "A=,B=y", "A=x,y", ""})
  void oneSetIsNoPairOfThem(String text) {
    assertThat(DomainSource.parse(text)).isEmpty();
  }

  @Test
  void equalNamesAreRefused() {
    assertThatThrownBy(() -> DomainSource.parse("A=x,A=y"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--data: expected two names, such as A=… and B=…, got A twice");
  }

  @Test
  void bothPathsHoldInEveryDirectory() {
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(folder.toAbsolutePath());
    assertThat(DataSource.portable("A=" + relative + ",B=digits"))
        .isEqualTo("A=" + folder.toAbsolutePath().normalize() + ",B=digits");
  }

  private void write(String name, BufferedImage image) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), TestImages.encode(image, "png"));
  }

  /** Grey of one value on the left, of another on the right. */
  private static BufferedImage both(int width, int left, int right) {
    BufferedImage image = new BufferedImage(width, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < 16; y++) {
        image.getRaster().setSample(x, y, 0, x < width / 2 ? left : right);
      }
    }
    return image;
  }

  private Domains open(String spec, boolean paired, DataOptions options) {
    return DomainSource.open(spec, paired, options, ProgressListener.NONE);
  }

  private static int level(Dataset data, int index) {
    float[] pixels = new float[16 * 16];
    data.read(index, false, pixels, 0);
    for (float pixel : pixels) {
      assertThat(pixel).isEqualTo(pixels[0]);
    }
    return Math.round((pixels[0] + 1) * 127.5f);
  }

  @Test
  void fileOfTwoImagesIsAPair() throws IOException {
    write("b.png", both(32, 30, 40));
    write("a.png", both(32, 10, 20));
    Domains domains = open(folder.toString(), true, DataOptions.defaults());
    assertThat(domains.from().name()).isEqualTo("A");
    assertThat(domains.to().name()).isEqualTo("B");
    assertThat(domains.sampleShape()).containsExactly(1, 16, 16);
    for (int i = 0; i < 2; i++) {
      assertThat(level(domains.from().data(), i)).isEqualTo(10 + 20 * i);
      assertThat(level(domains, i)).isEqualTo(20 + 20 * i);
    }
  }

  @Test
  void fileOfTwoImagesHasAnEvenWidth() throws IOException {
    write("a.png", both(32, 10, 20));
    write("b.png", both(31, 30, 40));
    write("c.png", both(32, 50, 60));
    assertThatThrownBy(() -> open(folder.toString(), true, DataOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--data: A: " + folder.resolve("b.png")
            + ": is 31 pixels wide, expected an even width: two images of one size side by side;"
            + " --skip-bad leaves bad images out");
    Domains good = open(folder.toString(), true, DataOptions.defaults().withSkipBad(true));
    assertThat(good.names()).containsExactly("a.png", "c.png");
    assertThat(level(good.from().data(), 1)).isEqualTo(50);
    assertThat(level(good, 1)).isEqualTo(60);
  }

  @Test
  void oneFolderIsRefusedWhereThereAreNoPairs() {
    assertThatThrownBy(() -> open(folder.toString(), false, DataOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--data: this recipe translates from one set to another, expected two, such as"
            + " A=horses/,B=zebras/, got '" + folder + "'");
    assertThatThrownBy(() -> open("digits", true, DataOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("or a folder of images side by side, got 'digits'");
  }

  @Test
  void setThatIsNotThereIsCalledByItsName() throws IOException {
    write("x/1.png", TestImages.plain(BufferedImage.TYPE_INT_RGB, 16, 16, Color.RED));
    write("x/2.png", TestImages.plain(BufferedImage.TYPE_INT_RGB, 16, 16, Color.RED));
    String spec = "horses=" + folder.resolve("x") + ",zebras=" + folder.resolve("y");
    assertThatThrownBy(() -> open(spec, true, DataOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .startsWith("--data: zebras: '" + folder.resolve("y") + "': no such file or folder")
        .hasLineCount(1);
  }
}
