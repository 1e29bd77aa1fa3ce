package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.data.ImageInput;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.run.TrainedTranslator;

/** Images of images by the command line: trained on folders made on the spot, and used. */
class TranslationCommandsTest {
  @TempDir
  private static Path shared;

  private static Path horses;
  private static Path zebras;
  private static Path pix2pix;
  private static Path cyclegan;

  @TempDir
  private Path folder;

  private Path out;

  @BeforeAll
  static void trainALittle() throws IOException {
    horses = ImageRuns.images(shared.resolve("horses"), 0);
    zebras = ImageRuns.images(shared.resolve("zebras"), 100);
    pix2pix = shared.resolve("pix2pix");
    cyclegan = shared.resolve("cyclegan");
    String data = "--data=A=" + horses + ",B=" + zebras;
    Zeuxis.here(ImageRuns.train("pix2pix", pix2pix, data)).succeeded();
    Zeuxis.here(ImageRuns.train("cyclegan", cyclegan, data)).succeeded();
  }

  @BeforeEach
  void place() {
    out = folder.resolve("out");
  }

  private Path zip(String name, Map<String, Path> entries) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream to = new ZipOutputStream(file)) {
      for (Map.Entry<String, Path> entry : new TreeMap<>(entries).entrySet()) {
        to.putNextEntry(new ZipEntry(entry.getKey()));
        to.write(Files.readAllBytes(entry.getValue()));
      }
    }
    return zip;
  }

  /** What the library makes of an image. */
  private static BufferedImage made(Path run, Path file, String target) {
    try (Scope scope = new Scope();
        TrainedTranslator translator = TrainedTranslator.load(run);
        ImageInput input = ImageInput.open(file)) {
      ImageInput.Photo photo = input.read(input.paths().get(0));
      return ImageGrid.image(translator.game().translate(photo.pixels(), target).select(0, 0));
    }
  }

  private static void assertSamePixels(BufferedImage found, BufferedImage expected) {
    assertThat(found.getWidth()).isEqualTo(expected.getWidth());
    assertThat(found.getHeight()).isEqualTo(expected.getHeight());
    for (int y = 0; y < found.getHeight(); y++) {
      for (int x = 0; x < found.getWidth(); x++) {
        assertThat(found.getRGB(x, y)).isEqualTo(expected.getRGB(x, y));
      }
    }
  }

  // ---------------------------------------------------------------- translate

  @Test
  void folderBecomesAFolderOfTheSameNames() throws IOException {
    assertThat(ImageRuns.use("translate", pix2pix, horses, out).succeeded().out())
        .isEqualTo("8 images: " + out + System.lineSeparator());
    assertThat(RunFiles.contents(out))
        .containsOnlyKeys(RunFiles.contents(horses).keySet());
    assertSamePixels(
        ImageIO.read(out.resolve("3.png").toFile()), made(pix2pix, horses.resolve("3.png"), "B"));
    assertThat(ImageIO.read(out.resolve("3.png").toFile()).getColorModel().hasAlpha())
        .isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsLeftOfWhatWasInterrupted() throws Exception {
    Path many = folder.resolve("many");
    byte[] image = Files.readAllBytes(horses.resolve("3.png"));
    Files.createDirectory(many);
    for (int i = 0; i < 5000; i++) {
      Files.write(many.resolve(i + ".png"), image);
    }
    Zeuxis.Child child = Zeuxis.start(
        List.of(), "translate", pix2pix.toString(), many.toString(), out.toString(), "--quiet");
    child.until(() -> Files.exists(out));
    child.interrupt();
    Zeuxis.Outcome outcome = child.await();
    assertThat(outcome.code()).isEqualTo(130);
    assertThat(outcome.out() + outcome.err()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void transparencyStaysAsItIs() throws IOException {
    ImageRuns.use("translate", pix2pix, horses, out).succeeded();
    BufferedImage before = ImageIO.read(horses.resolve("young/7.png").toFile());
    BufferedImage after = ImageIO.read(out.resolve("young/7.png").toFile());
    assertThat(after.getColorModel().hasAlpha()).isTrue();
    for (int y = 0; y < ImageRuns.SIDE; y++) {
      for (int x = 0; x < ImageRuns.SIDE; x++) {
        assertThat(after.getRGB(x, y) >>> 24).isEqualTo(before.getRGB(x, y) >>> 24);
      }
    }
  }

  @Test
  void archiveBecomesAnArchiveOfTheSameNames() throws IOException {
    Path in = zip(
        "in.zip",
        Map.of("a/x.png", horses.resolve("0.png"), "a/b/y.png", horses.resolve("young/7.png")));
    ImageRuns.use("translate", pix2pix, in, folder.resolve("out.zip")).succeeded();
    ImageRuns.use("translate", pix2pix, in, out).succeeded();
    Map<String, String> expected = RunFiles.contents(out);
    assertThat(expected).containsOnlyKeys("a/x.png", "a/b/y.png");
    try (ZipFile zip = new ZipFile(folder.resolve("out.zip").toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).sorted())
          .containsExactly("a/b/y.png", "a/x.png");
      for (String name : expected.keySet()) {
        byte[] bytes = zip.getInputStream(zip.getEntry(name)).readAllBytes();
        assertThat(bytes).isEqualTo(Files.readAllBytes(out.resolve(name)));
      }
    }
  }

  @Test
  void imageOfAnySizeBecomesOneOfTheSame() throws IOException {
    Path in = ImageRuns.image(folder.resolve("in.png"), ImageRuns.RGB, 21, 17, 5);
    Path to = folder.resolve("made.png");
    assertThat(ImageRuns.use("translate", pix2pix, in, to).succeeded().out())
        .isEqualTo("1 image: " + to + System.lineSeparator());
    BufferedImage found = ImageIO.read(to.toFile());
    assertThat(found.getWidth()).isEqualTo(21);
    assertThat(found.getHeight()).isEqualTo(17);
    assertSamePixels(found, made(pix2pix, in, "B"));
  }

  @Test
  void withoutAPlaceTheyLieBesideWithTheRunsName() throws IOException {
    Path in =
        ImageRuns.image(folder.resolve("in.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    Path many = zip("many.zip", Map.of("x.png", in));
    ImageRuns.image(
        folder.resolve("photos/x.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    for (Path each : List.of(in, many, folder.resolve("photos"))) {
      Zeuxis.here("translate", pix2pix.toString(), each.toString()).succeeded();
    }
    assertThat(folder.resolve("in-pix2pix.png")).isRegularFile();
    assertThat(folder.resolve("many-pix2pix.zip")).isRegularFile();
    assertThat(folder.resolve("photos-pix2pix/x.png")).isRegularFile();
  }

  @Test
  void wayBackIsTheOtherTranslators() throws IOException {
    Path in = horses.resolve("1.png");
    ImageRuns.use("translate", cyclegan, in, folder.resolve("usual.png")).succeeded();
    ImageRuns.use("translate", cyclegan, in, folder.resolve("from-a.png"), "--from=A")
        .succeeded();
    ImageRuns.use("translate", cyclegan, in, folder.resolve("from-b.png"), "--from=B")
        .succeeded();
    ImageRuns.use("translate", cyclegan, in, folder.resolve("to-a.png"), "--to=A")
        .succeeded();
    assertThat(folder.resolve("from-a.png")).hasSameBinaryContentAs(folder.resolve("usual.png"));
    assertThat(folder.resolve("to-a.png")).hasSameBinaryContentAs(folder.resolve("from-b.png"));
    assertSamePixels(ImageIO.read(folder.resolve("usual.png").toFile()), made(cyclegan, in, "B"));
    assertSamePixels(ImageIO.read(folder.resolve("from-b.png").toFile()), made(cyclegan, in, "A"));
  }

  @Test
  void unknownDomainsAreRefused() {
    assertRefused(
        ImageRuns.use("translate", cyclegan, horses, out, "--from=C"),
        "--from: " + cyclegan + " translates from A or B, got 'C'");
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses, out, "--from=B"),
        "--from: " + pix2pix + " translates from A, got 'B'");
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses, out, "--to=A"),
        pix2pix + ": cannot make 'A' (known: B)");
    assertRefused(
        ImageRuns.use("translate", cyclegan, horses, out, "--from=A", "--to=A"),
        "--to: from A the run translates to B, got 'A'");
    assertThat(out).doesNotExist();
  }

  @Test
  void placesThatCannotBeWrittenToAreRefused() throws IOException {
    ImageRuns.image(out.resolve("there.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses, out),
        out + ": holds there.png already, expected a new or empty directory");
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses, folder.resolve("one.png")),
        "OUT: expected a folder or a .zip for several images, got " + folder.resolve("one.png"));
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses.resolve("0.png"), folder.resolve("one.jpg")),
        "OUT: images are written as .png, got " + folder.resolve("one.jpg"));
    assertRefused(
        ImageRuns.use(
            "translate", pix2pix, horses, folder.resolve("x"), "--out=" + folder.resolve("y")),
        "OUT and --out: expected one of them, got both");
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses.resolve("0.png"), folder.resolve("no/one.png")),
        "OUT: " + folder.resolve("no/one.png") + ": cannot be written: no such file or folder");
    assertThat(folder).isDirectoryContaining(path -> path.equals(out));
    assertThat(RunFiles.contents(folder)).containsOnlyKeys("out/there.png");
  }

  @Test
  void seedForANetworkWithoutNoiseIsRefused() {
    assertRefused(
        ImageRuns.use("translate", pix2pix, horses, out, "--seed=1"),
        "--seed: " + pix2pix + ": nothing is left to chance: the networks have no dropout");
    assertThat(out).doesNotExist();
  }

  @Test
  void imagesThatAreNotThereOrAreNoneAreRefused() throws IOException {
    assertRefused(
        ImageRuns.use("translate", pix2pix, folder.resolve("nowhere"), out),
        folder.resolve("nowhere") + ": no such file or folder, or it cannot be read");
    ImageRuns.image(folder.resolve("in/1.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    Files.write(folder.resolve("in/2.png"), new byte[] {1});
    assertRefused(
        ImageRuns.use("translate", pix2pix, folder.resolve("in"), out),
        folder.resolve("in/2.png") + ": is no PNG, JPEG, GIF, BMP or WebP image");
    assertThat(out).doesNotExist();
  }

  // ---------------------------------------------------------------- train

  @Test
  void imageWithoutAPartnerIsNamed() throws IOException {
    Path fewer = ImageRuns.images(folder.resolve("fewer"), 50);
    Files.delete(fewer.resolve("young/6.png"));
    String data = "--data=A=" + horses + ",B=" + fewer;
    assertRefused(
        Zeuxis.here(ImageRuns.train("pix2pix", out, data)),
        "paired: A (horses, 8 images): young/6.png has no partner of its name in B (fewer, 7"
            + " images)");
    assertThat(out).doesNotExist();
  }

  @Test
  void oneSetIsNotEnoughAndTwoAreTooManyElsewhere() {
    assertRefused(
        Zeuxis.here(ImageRuns.train("cyclegan", out, "--data=" + horses)),
        "--data: this recipe translates from one set to another, expected two");
    assertRefused(
        Zeuxis.here(ImageRuns.train("dcgan", out, "--data=A=" + horses + ",B=" + zebras)),
        "--data: recipe dcgan is trained on one set");
    assertRefused(
        Zeuxis.here(ImageRuns.train("cyclegan", out, "--data=A=" + horses + ",A=" + zebras)),
        "expected two names");
    assertThat(out).doesNotExist();
  }

  @Test
  void greyAndColourInACycleSayWhatToDo() throws IOException {
    Path grey = folder.resolve("grey");
    for (int i = 0; i < 2; i++) {
      ImageRuns.image(
          grey.resolve(i + ".png"),
          BufferedImage.TYPE_BYTE_GRAY,
          ImageRuns.SIDE,
          ImageRuns.SIDE,
          i);
    }
    assertRefused(
        Zeuxis.here(ImageRuns.train("cyclegan", out, "--data=A=" + horses + ",B=" + grey)),
        "translation.identity: expected 0, since A has 3 channels and B 1");
  }

  /** Both would be 1.png. */
  @Test
  void imagesOfOneNameButForTheirExtensionAreRefused() throws IOException {
    ImageRuns.image(folder.resolve("in/1.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    Files.copy(folder.resolve("in/1.png"), folder.resolve("in/1.jpg"));
    for (Path to : List.of(out, folder.resolve("out.zip"))) {
      assertRefused(
          ImageRuns.use("translate", pix2pix, folder.resolve("in"), to),
          "1.jpg",
          "1.png",
          "one name");
      assertThat(to).doesNotExist();
    }
  }

  /** Archives may come from anybody. */
  @Test
  void archiveCannotWriteOutsideOfTheFolder() throws IOException {
    Path image =
        ImageRuns.image(folder.resolve("in.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    Path stolen = folder.resolve("stolen.png");
    Path absolute = zip("in.zip", Map.of(stolen.toString(), image, "good.png", image));
    ImageRuns.use("translate", pix2pix, absolute, out);
    assertThat(stolen).doesNotExist();
    Path up = zip("up.zip", Map.of("x/../../stolen.png", image, "good.png", image));
    ImageRuns.use("translate", pix2pix, up, folder.resolve("out2"));
    assertThat(stolen).doesNotExist();
  }

  @Test
  void evaluationRefusesWhatItCannotDo() {
    assertRefused(
        Zeuxis.here("evaluate", pix2pix.toString(), "--samples=1"), "--samples: expected >= 2");
    assertRefused(
        Zeuxis.here("evaluate", pix2pix.toString(), "--held-out=A=" + horses + ",B=nosuch"),
        "--held-out: B: 'nosuch'");
    assertRefused(
        Zeuxis.here("evaluate", cyclegan.toString(), "--held-out=" + horses),
        "--held-out: this recipe translates from one set to another");
  }

  @Test
  void imagesKeptElsewhereAreWhatItIsMeasuredOn() throws IOException {
    Path a = ImageRuns.images(folder.resolve("a"), 300);
    Path b = ImageRuns.images(folder.resolve("b"), 400);
    Zeuxis.Outcome outcome = Zeuxis.here(
        "evaluate",
        pix2pix.toString(),
        "--held-out=A=" + a + ",B=" + b,
        "--threads=1",
        "--quiet",
        "--cache=" + folder);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("8 images of a,b (held out)");
  }

  @Test
  void cyclesAreMeasuredInBothDirections() {
    Zeuxis.Outcome outcome =
        Zeuxis.here("evaluate", cyclegan.toString(), "--threads=1", "--quiet", "--cache=" + folder);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("A to B", "B to A", "A to B and back", "identity", "-results.html");
  }
}
