package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Games between images by the command line: what is measured, and the command of each. */
class ImageGamesTest {
  @TempDir
  private static Path shared;

  private static Path horses;
  private static Path pix2pix;

  @TempDir
  private Path folder;

  private Path out;

  @BeforeAll
  static void trainALittle() throws IOException {
    horses = ImageRuns.images(shared.resolve("horses"), 0);
    Path zebras = ImageRuns.images(shared.resolve("zebras"), 100);
    pix2pix = shared.resolve("pix2pix");
    Zeuxis.here(ImageRuns.train("pix2pix", pix2pix, "--data=A=" + horses + ",B=" + zebras))
        .succeeded();
  }

  @BeforeEach
  void place() {
    out = folder.resolve("out");
  }

  // ---------------------------------------------------------------- evaluate

  @Test
  void evaluationWritesNumbersAndAPage() throws IOException {
    String said = Zeuxis.here(
            "evaluate", pix2pix.toString(), "--features=pixels", "--samples=8", "--quiet")
        .succeeded()
        .out();
    Path numbers = pix2pix.resolve("evaluations/step-000000002.json");
    Path page = pix2pix.resolve("evaluations/step-000000002-results.html");
    assertThat(said)
        .contains(
            "step 2, 8 images of horses,zebras (trained on)",
            "numbers: " + numbers,
            "page:    " + page)
        .containsPattern("(?m)^output +l1 +psnr +ssim +feature-distance +fid$")
        .containsPattern("(?m)^  run +0\\.")
        .containsPattern("(?m)^  mean image +0\\.")
        .containsPattern("(?m)^  identity +0\\.");
    assertThat(numbers).content().contains("\"l1\"", "\"identity\"", "\"mean image\"");
    String html = Files.readString(page);
    assertThat(html).contains("mean image").doesNotContain("NaN", "undefined,");
    assertThat(Pattern.compile("data:image/png;base64,").matcher(html).results())
        .hasSize(3 * 8);
  }

  /** More than a batch, and no multiple of it. */
  @Test
  void pageShowsEachImageOnce() throws IOException {
    Path a = folder.resolve("a");
    for (int i = 0; i < 18; i++) {
      ImageRuns.image(a.resolve(i + ".png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, i);
    }
    Path run = folder.resolve("run");
    Zeuxis.here(ImageRuns.train("pix2pix", run, "--data=A=" + a + ",B=" + a)).succeeded();
    Zeuxis.here("evaluate", run.toString(), "--features=pixels", "--quiet").succeeded();
    String html = Files.readString(run.resolve("evaluations/step-000000002-results.html"));
    assertThat(Pattern.compile("data:image/png;base64,").matcher(html).results())
        .hasSize(3 * 18);
  }

  @Test
  void cyclesAreMeasuredBothWays() {
    Path cyclegan = folder.resolve("cyclegan");
    Zeuxis.here(ImageRuns.train("cyclegan", cyclegan, "--data=A=" + horses + ",B=" + horses))
        .succeeded();
    String said = Zeuxis.here(
            "evaluate", cyclegan.toString(), "--features=pixels", "--samples=8", "--quiet")
        .succeeded()
        .out();
    assertThat(said)
        .containsPattern("(?m)^A to B +fid$")
        .containsPattern("(?m)^B to A +fid$")
        .containsPattern("(?m)^A to B and back +l1 ")
        .containsPattern("(?m)^B to A and back +l1 ");
  }

  @Test
  void optionsThatMeanNothingHereAreRefused() {
    for (String option : List.of("--metrics=fid", "--truncation=0.5")) {
      assertRefused(
          Zeuxis.here("evaluate", pix2pix.toString(), option),
          "--metrics, --truncation and --select: are for runs that make samples of noise");
    }
  }

  // ---------------------------------------------------------------- other commands

  @ParameterizedTest
  @CsvSource({"upscale,srgan,", "restore,inpaint,--mask", "edit,stargan,--set=x=1"})
  void runOfAnotherGameIsRefused(String command, String kind, String option) {
    List<String> more = option == null ? List.of() : List.of(option);
    if ("--mask".equals(option)) {
      more = List.of("--mask=" + horses.resolve("0.png"));
    }
    assertRefused(
        ImageRuns.use(command, pix2pix, horses, out, more.toArray(String[]::new)),
        pix2pix + ": is a run of recipe pix2pix, expected one of " + kind + " for " + command);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"cyclegan,network.layers=1", "pix2pix,network.name=resnet-translator"})
  void sidesThatTheTranslatorCannotHalveTwiceAreRefused(String recipe, String setting) {
    assertRefused(
        Zeuxis.here(
            "train",
            "--recipe=" + recipe,
            "--data=A=" + horses + ",B=" + horses,
            "--size=30",
            "--set=" + setting,
            "--out=" + out),
        "recipe " + recipe
            + ": resnet translator: side must be a multiple of 4, at least 8, got 30");
    assertThat(out).doesNotExist();
  }

  @Test
  void runsOfImagesAndOfNoiseAreToldApart() {
    assertRefused(
        Zeuxis.here("generate", pix2pix.toString(), "--out=" + folder.resolve("x.png")),
        pix2pix + ": is a run of recipe pix2pix, which makes no samples of noise");
    Path noise = folder.resolve("noise");
    Zeuxis.here(Small.train(noise, "--steps=1")).succeeded();
    assertRefused(
        ImageRuns.use("translate", noise, horses, out),
        noise + ": is a run of recipe dcgan, which makes no images of images");
  }

  @Test
  void photographsBecomeLargerByTheRunsScale() throws IOException {
    Path run = folder.resolve("srgan");
    Zeuxis.here(ImageRuns.train(
            "srgan",
            run,
            "--data=" + horses,
            "--scale=2",
            "--set=translation.pretrain=1",
            "--set=translation.perceptual=0"))
        .succeeded();
    Path in = ImageRuns.image(folder.resolve("in.png"), ImageRuns.ARGB, 9, 7, 5);
    ImageRuns.use("upscale", run, in, folder.resolve("large.png"), "--scale=2").succeeded();
    BufferedImage large = ImageIO.read(folder.resolve("large.png").toFile());
    assertThat(large.getWidth()).isEqualTo(18);
    assertThat(large.getHeight()).isEqualTo(14);
    assertThat(large.getColorModel().hasAlpha()).isTrue();
    assertRefused(
        ImageRuns.use("upscale", run, in, out, "--scale=4"),
        "--scale: " + run + " enlarges 2 times, got 4; another scale needs a run trained with"
            + " --scale 4");
  }

  @Test
  void maskSaysWhatIsMissing() throws IOException {
    Path run = folder.resolve("inpaint");
    Zeuxis.here(ImageRuns.train("inpaint", run, "--data=" + horses)).succeeded();
    BufferedImage half = new BufferedImage(ImageRuns.SIDE, ImageRuns.SIDE, ImageRuns.RGB);
    for (int i = 0; i < ImageRuns.SIDE * ImageRuns.SIDE / 2; i++) {
      half.setRGB(i / ImageRuns.SIDE, i % ImageRuns.SIDE, 0xffffff);
    }
    Path mask = Files.write(folder.resolve("mask.png"), TestData.encode(half, "png"));
    Path in = horses.resolve("2.png");
    ImageRuns.use("restore", run, in, folder.resolve("whole.png"), "--mask=" + mask)
        .succeeded();
    BufferedImage before = ImageIO.read(in.toFile());
    BufferedImage after = ImageIO.read(folder.resolve("whole.png").toFile());
    int changed = 0;
    for (int y = 0; y < ImageRuns.SIDE; y++) {
      for (int x = 0; x < ImageRuns.SIDE; x++) {
        if (x >= ImageRuns.SIDE / 2) {
          assertThat(after.getRGB(x, y)).isEqualTo(before.getRGB(x, y));
        } else if (after.getRGB(x, y) != before.getRGB(x, y)) {
          changed++;
        }
      }
    }
    assertThat(changed).isGreaterThan(ImageRuns.SIDE * ImageRuns.SIDE / 4);
    BufferedImage layer = new BufferedImage(ImageRuns.SIDE, ImageRuns.SIDE, ImageRuns.ARGB);
    for (int i = 0; i < ImageRuns.SIDE * ImageRuns.SIDE / 2; i++) {
      layer.setRGB(i / ImageRuns.SIDE, i % ImageRuns.SIDE, 0xffffffff);
    }
    Path white = Files.write(folder.resolve("layer.png"), TestData.encode(layer, "png"));
    ImageRuns.use("restore", run, in, folder.resolve("same.png"), "--mask=" + white)
        .succeeded();
    assertThat(folder.resolve("same.png"))
        .as("transparent is not missing")
        .hasSameBinaryContentAs(folder.resolve("whole.png"));
    Path other = ImageRuns.image(folder.resolve("other.png"), ImageRuns.RGB, ImageRuns.SIDE, 8, 5);
    assertRefused(
        ImageRuns.use("restore", run, in, folder.resolve("x.png"), "--mask=" + other),
        "--mask: " + other + " is 16x8, expected 16x16 as the image is");
    assertRefused(
        ImageRuns.use("restore", run, in, folder.resolve("x.png"), "--mask=" + horses),
        "--mask: expected one image, got " + horses);
    assertRefused(
        ImageRuns.use("translate", run, in, folder.resolve("x.png")),
        run + ": is a run of recipe inpaint, which needs a mask: zeuxis restore --mask FILE");
  }

  @Test
  void domainsOfOtherNamesAreNotMeasured() throws IOException {
    for (String domain : List.of("pets/cat", "pets/dog", "wild/dog", "wild/wolf")) {
      ImageRuns.images(folder.resolve(domain), domain.hashCode());
    }
    Path run = folder.resolve("stargan");
    Zeuxis.Outcome trained =
        Zeuxis.here(ImageRuns.train("stargan", run, "--data=" + folder.resolve("pets")));
    assertThat(trained.succeeded().out()).contains("edit " + run + " --set NAME image.png");
    ImageRuns.use("edit", run, horses, folder.resolve("cats"), "--set=cat").succeeded();
    assertRefused(
        Zeuxis.here("evaluate", run.toString(), "--held-out=" + folder.resolve("wild")),
        "--held-out: wild: expected images of cat, dog, as in pets, got dog, wolf");
    assertRefused(
        ImageRuns.use("translate", run, horses, folder.resolve("x"), "--from=cat"),
        "was trained on one set of images");
  }

  private Path pixelda(Path target) {
    Path run = folder.resolve("pixelda");
    Zeuxis.here(ImageRuns.train(
            "pixelda", run, "--data=source=digits,target=" + target, "--set=data.channels=1"))
        .succeeded();
    return run;
  }

  @Test
  void targetWithoutClassesHasNoAccuracy() {
    Path run = pixelda(horses.resolve("young"));
    Zeuxis.Outcome outcome =
        Zeuxis.here("evaluate", run.toString(), "--samples=20", "--quiet", "--cache=" + folder);
    assertThat(outcome.succeeded().out())
        .contains("output", "fid", "not measured: accuracy (digits,young has no classes)");
  }

  @Test
  void seedGivesImagesNoiseOfTheirOwn() throws IOException {
    Path run = pixelda(horses);
    Path usual = folder.resolve("usual");
    Path one = folder.resolve("one");
    Path again = folder.resolve("again");
    ImageRuns.use("translate", run, horses, usual).succeeded();
    ImageRuns.use("translate", run, horses, one, "--seed=1").succeeded();
    ImageRuns.use("translate", run, horses, again, "--seed=1").succeeded();
    assertThat(RunFiles.contents(one))
        .isNotEqualTo(RunFiles.contents(usual))
        .isEqualTo(RunFiles.contents(again));
  }

  @Test
  void imageThatIsTooLargeIsNamed() throws IOException {
    Path large = folder.resolve("large");
    ImageRuns.image(large.resolve("0.png"), ImageRuns.RGB, ImageRuns.SIDE, ImageRuns.SIDE, 5);
    ImageRuns.image(large.resolve("1.png"), ImageRuns.RGB, 2 * ImageRuns.SIDE, 9, 5);
    assertRefused(
        ImageRuns.use("translate", pixelda(horses), large, out),
        "1.png: images of 32x9: expected at most 16x16, which the network is made for");
    assertThat(out).doesNotExist();
  }

  @Test
  void attributesAreKnownByName() throws IOException {
    Path table = folder.resolve("table.tsv");
    StringBuilder rows = new StringBuilder("file\tsmiling\tyoung\n");
    for (int i = 0; i < 8; i++) {
      rows.append((i < 6 ? "" : "young/") + i + ".png\t" + i % 2 + "\t" + i / 6 + "\n");
    }
    Files.writeString(table, rows);
    Path run = folder.resolve("stargan");
    Zeuxis.here(ImageRuns.train(
            "stargan",
            run,
            "--data=" + horses,
            "--attributes=" + table,
            "--set=game.discriminatorSteps=1"))
        .succeeded();
    Path in = horses.resolve("2.png");
    Path one = folder.resolve("one.png");
    Path zero = folder.resolve("zero.png");
    ImageRuns.use("edit", run, in, one, "--set=smiling=1,young=0").succeeded();
    ImageRuns.use("edit", run, in, zero, "--set=smiling=0", "--set=young=0").succeeded();
    assertThat(Files.readAllBytes(one)).isNotEqualTo(Files.readAllBytes(zero));
    assertRefused(
        ImageRuns.use("edit", run, in, out, "--set=smilin=1"),
        "attribute 'smilin' is unknown, did you mean smiling? (known: smiling, young)");
    assertRefused(
        ImageRuns.use("edit", run, in, out, "--set=smiling=2"),
        "smiling: expected smiling=1 or smiling=0, got 'smiling=2'");
    assertThat(out).doesNotExist();
    assertThat(Zeuxis.here("evaluate", run.toString(), "--features=pixels", "--quiet")
            .succeeded()
            .out())
        .contains("8 images of horses")
        .containsPattern("(?m)^to smiling +fid\\R  run .*\\R  identity ")
        .containsPattern("(?m)^to young +fid\\R  run .*\\R  identity ")
        .containsPattern("(?m)^there and back +l1 ")
        .doesNotContain("not measured");
    assertThat(
            Zeuxis.here("evaluate", run.toString(), "--features=pixels", "--quiet", "--samples=2")
                .succeeded()
                .out())
        .contains("not measured: fid to smiling (needs 2 images made and as many real, got ")
        .contains("not measured: fid to young (");
  }
}
