package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class AttributesTest {
  @TempDir
  private Path folder;

  private Path images;
  private final List<String> notes = new ArrayList<>();

  private final ProgressListener listener = new ProgressListener() {
    @Override
    public void progress(String task, long done, long total) {}

    @Override
    public void note(String message) {
      notes.add(message);
    }
  };

  @BeforeEach
  void paint() throws IOException {
    images = folder.resolve("images");
    for (String name : List.of("a/1.png", "a/2.png", "b/3.png", "4.png")) {
      Path file = images.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, TestImages.greyPng(8, name.charAt(name.length() - 5) * 20 % 256));
    }
  }

  private Dataset open() {
    return DataSource.open(images.toString(), DataOptions.defaults(), ProgressListener.NONE);
  }

  private Path table(String... lines) throws IOException {
    return Files.writeString(folder.resolve("table.tsv"), String.join("\n", lines));
  }

  private Dataset laid(String... lines) throws IOException {
    return Attributes.read(table(lines).toString()).over(open(), listener);
  }

  private static List<String> classes(Dataset data) {
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      classes.add(data.names().get(i) + " " + data.classNames().get(data.label(i)));
    }
    return classes;
  }

  @Test
  void classesAreTheCombinationsThatOccurInAlphabeticalOrder() throws IOException {
    Dataset data = laid(
        "file\tyoung\tsmiling", "a/1.png\t1\t0", "a/2.png\t1\t1", "b/3.png\t0\t0", "4.png\t1\t0");
    assertThat(data.attributes()).containsExactly("young", "smiling");
    assertThat(data.classNames()).containsExactly("none", "young", "young+smiling");
    assertThat(classes(data))
        .containsExactlyInAnyOrder(
            "a/1.png young", "a/2.png young+smiling", "b/3.png none", "4.png young");
    assertThat(notes).isEmpty();
    assertThat(Attributes.of("young+smiling")).containsExactly("young", "smiling");
    assertThat(Attributes.of("none")).isEmpty();
  }

  @Test
  void imagesGoByTheirNamesWithoutExtensionOrFolderAsWell() throws IOException {
    Dataset data = laid("file\tx", "a/1\t1", "2.png\t-1", "3\t1", "4\t-1");
    assertThat(classes(data))
        .containsExactlyInAnyOrder("a/1.png x", "a/2.png none", "b/3.png x", "4.png none");
  }

  @Test
  void fullestNameWins() throws IOException {
    Files.write(images.resolve("a/4.png"), TestImages.greyPng(8, 9));
    Dataset data = laid("file\tx", "4.png\t1", "a/4.png\t0", "1\t0", "2\t0", "3\t0");
    assertThat(classes(data)).contains("4.png x", "a/4.png none");
  }

  @Test
  void fileOfAnotherSystemIsReadAsWell() throws IOException {
    Path file = table("\uFEFFfile\tx\r", "1\t1\r", "2\t0\r", "\r", "3\t1\r", "4\t0\r", "");
    assertThat(Attributes.read(file.toString()).over(open(), listener).classNames())
        .containsExactly("none", "x");
  }

  @Test
  void rowsOfNoImageAreCounted() throws IOException {
    Dataset data = laid("file\tx", "1\t1", "2\t0", "3\t1", "4\t0", "5\t0", "a/3\t0");
    assertThat(notes)
        .containsExactly("data.attributes: 2 of 6 rows of table.tsv are of no image here");
    assertThat(data.provenance().notes()).containsAll(notes);
  }

  @Test
  void tilesOfAnImageHaveWhatItHas() throws IOException {
    Dataset tiles = DataSource.open(
        images.toString(),
        DataOptions.defaults().withSize(8).withTiles(true),
        ProgressListener.NONE);
    Dataset data = Attributes.read(
            table("file\tx", "1\t1", "2\t0", "3\t0", "4\t0").toString())
        .over(tiles, listener);
    assertThat(data.size()).isEqualTo(tiles.size());
    assertThat(classes(data)).contains("a/1.png x", "a/2.png none");
  }

  @Test
  void partOfASetKeepsItsAttributes() throws IOException {
    Dataset data = laid("file\tx\ty", "1\t1\t0", "2\t0\t0", "3\t0\t1", "4\t0\t0");
    Part part = Part.of(data, 2);
    assertThat(part.attributes()).containsExactly("x", "y");
    assertThat(part.classNames()).isEqualTo(data.classNames());
    assertThat(classes(data)).containsAll(classes(part));
  }

  @Test
  void fingerprintKnowsTheTable() throws IOException {
    String[] rows = {"file\tx", "1\t1", "2\t0", "3\t1", "4\t0"};
    String one = laid(rows).fingerprint();
    assertThat(laid(rows).fingerprint()).isEqualTo(one).isNotEqualTo(open().fingerprint());
    assertThat(laid("file\tz", "1\t1", "2\t0", "3\t1", "4\t0").fingerprint()).isNotEqualTo(one);
    assertThat(laid("file\tx", "1\t1", "2\t1", "3\t1", "4\t0").fingerprint()).isNotEqualTo(one);
    Dataset data = laid(rows);
    float[] laid = new float[64];
    float[] plain = new float[64];
    data.read(1, true, laid, 0);
    open().read(1, true, plain, 0);
    assertThat(laid).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | line 1: expected the header 'file' and a column an attribute",
        "name,x;1,0 | line 1: expected the header 'file'",
        "file | line 1: expected a column an attribute behind 'file'",
        "file,x,x;1,0,0 | line 1: attribute x twice",
        "file,x,;1,0,0 | 'none' and have no '+', ',' or '=', got ''",
        "file,a+b;1,0 | got 'a+b'",
        "file,none;1,0 | got 'none'",
        "file,x;1,1;2,yes | line 3: x: expected 1, or 0 or -1 for no, got 'yes'",
        "file,x;1,1;;2 | line 4: expected a file and 1 values, with tabs between, got 1 cells",
        "file,x;1,1;2,0;1,0 | line 4: 1 is in line 2 already",
        "file,x;1,1;2,0;a/1.png,0;3,0;4,0 | line 4: its image is in line 2 already",
        "file,x;1,1;2,0;3,0 | has no row for 4.png of images",
        "file,x;1,1;2,0 | has no row for 4.png and 1 other images of images",
      })
  void tableThatIsNoneIsRefusedInOneLine(String table, String message) throws IOException {
    Path file = table(table.replace(',', '\t').split(";", -1));
    assertThatThrownBy(() -> Attributes.read(file.toString()).over(open(), listener))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("data.attributes: " + file)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void nameOfSeveralImagesIsRefused() throws IOException {
    Files.write(images.resolve("b/1.png"), TestImages.greyPng(8, 9));
    assertThatThrownBy(() -> laid("file\tx", "2\t1", "1\t0"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "line 3: 1 is the name of 2 images, expected a fuller one, such as" + " a/1.png");
  }

  @Test
  void imagesWithoutNamesAreRefused() throws IOException {
    Attributes attributes = Attributes.read(table("file\tx", "1\t1").toString());
    Dataset digits = DataSource.open("digits", DataOptions.defaults(), ProgressListener.NONE);
    assertThatThrownBy(() -> attributes.over(digits, listener))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data.attributes: the samples of digits have no names, expected a folder or a"
            + " zip archive of images");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.tsv", "images"})
  void fileThatCannotBeReadIsNamed(String name) {
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> Attributes.read(file.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("data.attributes: " + file + ": ");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = folder.resolve("latin.tsv");
    Files.write(file, new byte[] {'f', 'i', 'l', 'e', '\t', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> Attributes.read(file.toString()))
        .hasMessage("data.attributes: " + file + ": expected UTF-8");
  }

  @Test
  void portableTableIsAnAbsolutePath() throws IOException {
    Path file = table("file\tx");
    Path here = Path.of("").toAbsolutePath();
    assertThat(Attributes.portable(here.relativize(file.toAbsolutePath()).toString()))
        .isEqualTo(file.toAbsolutePath().toString());
    assertThat(Attributes.portable("")).isEmpty();
  }
}
