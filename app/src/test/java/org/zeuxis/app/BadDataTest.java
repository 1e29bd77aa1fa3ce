package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be trained on are refused in one line, and leave no run behind. */
class BadDataTest {
  @TempDir
  private Path folder;

  private Path data;
  private Path run;

  @BeforeEach
  void places() {
    data = folder.resolve("data");
    run = folder.resolve("run");
  }

  private Zeuxis.Outcome train(String... more) {
    List<String> args = new ArrayList<>(List.of("train", "--quiet", "--out", run.toString()));
    args.addAll(List.of("--set=network.features=4", "--set=output.samples=4"));
    args.addAll(List.of("--batch=2", "--steps=2", "--threads=1"));
    args.addAll(Arrays.asList(more));
    return Zeuxis.here(args.toArray(String[]::new));
  }

  private void assertRefusedAsData(String... words) {
    assertRefused(train("--data", data.toString()), words);
    assertThat(run).doesNotExist();
  }

  @Test
  void emptyFolder() throws IOException {
    Files.createDirectories(data);
    assertRefusedAsData(data + ": 0 images, expected at least 2 PNG, JPEG");
  }

  @Test
  void setOfOneImage() throws IOException {
    TestData.folder(data, 1);
    assertRefusedAsData(data + ": 1 image, expected at least 2");
  }

  @Test
  void textThatIsCalledAnImage() throws IOException {
    TestData.folder(data, 3);
    Files.writeString(data.resolve("note.png"), "buy milk");
    assertRefusedAsData("note.png", "is no PNG", "62 75 79", "--skip-bad");
  }

  @Test
  void badImagesAreLeftOutWhereThatIsAskedFor() throws IOException {
    TestData.folder(data, 3);
    Files.writeString(data.resolve("note.png"), "buy milk");
    Zeuxis.Outcome outcome = train("--data", data.toString(), "--skip-bad");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.errors()).singleElement().asString().contains("left out 1 bad", "note.png");
    assertThat(RunFiles.checkpoints(run)).containsExactly(0L, 2L);
  }

  @Test
  void tooFewGoodImagesAreRefusedEvenSo() throws IOException {
    TestData.folder(data, 1);
    Files.writeString(data.resolve("note.png"), "buy milk");
    assertRefused(
        train("--data", data.toString(), "--skip-bad"), "1 good images of 2, expected at least 2");
    assertThat(run).doesNotExist();
  }

  @Test
  void truncatedImage() throws IOException {
    TestData.folder(data, 3);
    TestData.cut(data.resolve("good1.png"), 60);
    assertRefusedAsData("good1.png");
  }

  @Test
  void imageThatSaysItHasEightGigapixels() throws IOException {
    TestData.folder(data, 3);
    Files.write(data.resolve("vast.png"), TestData.pngHeader(90_000, 90_000));
    assertRefusedAsData("vast.png", "90000×90000 pixels, expected at most 100,000,000");
  }

  @Test
  void truncatedIdxFile() throws IOException {
    TestData.idx(data, 5, 5);
    TestData.cut(data.resolve("train-images-idx3-ubyte"), 10);
    assertRefusedAsData("train-images-idx3-ubyte: truncated");
  }

  @Test
  void idxFileWithAnotherMagicNumber() throws IOException {
    TestData.idx(data, 5, 5);
    TestData.flip(data.resolve("train-images-idx3-ubyte"), 2);
    assertRefusedAsData("magic number 0x00000903, expected 0x00000803");
  }

  @Test
  void labelsOfAnotherNumberThanImages() throws IOException {
    TestData.idx(data, 5, 4);
    assertRefusedAsData("train-labels-idx1-ubyte: 4 labels, expected 5");
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    assertRefused(train("--data", "minst"), "'minst': no such file or folder", "mean mnist?");
    assertThat(run).doesNotExist();
  }

  @Test
  void fileThatIsNoSetOfImages() throws IOException {
    Files.writeString(data, "words");
    assertRefusedAsData("data: is one file, expected a folder or .zip of images");
  }

  @Test
  void archiveThatIsNone() throws IOException {
    data = folder.resolve("data.zip");
    Files.writeString(data, "words");
    assertRefusedAsData("data.zip");
  }

  @Test
  void conditionalRecipeWithoutLabels() throws IOException {
    TestData.folder(data, 3);
    assertRefused(
        train("--recipe", "cgan", "--data", data.toString()),
        "network.conditional",
        "needs images with at least 2 classes");
    assertThat(run).doesNotExist();
  }

  @Test
  void recipeForPointsOnImages() throws IOException {
    TestData.folder(data, 3);
    assertRefused(
        train("--recipe", "points", "--data", data.toString()),
        "network.name: point-mlp is for points, the data are images");
    assertThat(run).doesNotExist();
  }

  @Test
  void recipeForImagesOnPoints() {
    assertRefused(
        train("--data", "ring"), "network.name: dcgan is for images, the data are points");
    assertRefused(train("--data", "ring", "--size", "8"), "ring: is a set of points");
    assertThat(run).doesNotExist();
  }

  @Test
  void sizeOutOfRange() {
    assertRefused(train("--size", "7"), "size 7: expected 8..128 pixels");
    assertRefused(train("--size", "4096"), "size 4096: expected 8..128 pixels");
    assertThat(run).doesNotExist();
  }

  @Test
  void imagesOfAllSortsTrainTogether() throws IOException {
    TestData.folder(data, 2);
    Files.write(
        data.resolve("alpha.png"),
        TestData.encode(TestData.noise(BufferedImage.TYPE_INT_ARGB, 31, 17, 1), "png"));
    Files.write(
        data.resolve("deep.png"),
        TestData.encode(TestData.noise(BufferedImage.TYPE_USHORT_GRAY, 9, 40, 2), "png"));
    Files.write(data.resolve("inks.jpg"), TestData.cmykJpeg(12));
    Files.write(
        data.resolve("palette.gif"),
        TestData.encode(TestData.noise(BufferedImage.TYPE_BYTE_INDEXED, 20, 20, 3), "gif"));
    Files.write(
        data.resolve("bits.bmp"),
        TestData.encode(TestData.noise(BufferedImage.TYPE_BYTE_BINARY, 16, 16, 4), "bmp"));
    train("--data", data.toString(), "--size", "16").succeeded();
    assertThat(RunFiles.checkpoints(run)).containsExactly(0L, 2L);
    assertThat(RunFiles.grid(run, 2)).exists();
  }
}
