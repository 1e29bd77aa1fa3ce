package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Version;
import org.zeuxis.engine.Scope;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine;

/** What each command prints and leaves behind. */
class CommandsTest {
  private static final int SIDE = 8;

  @TempDir
  private static Path folder;

  private static Path digits;
  private static Path classes;
  private static Path points;

  @BeforeAll
  static void trainALittle() {
    digits = folder.resolve("runs").resolve("digits");
    classes = folder.resolve("runs").resolve("classes");
    points = folder.resolve("runs").resolve("points");
    Zeuxis.here(Small.train(digits, "--steps=4", "--set=output.checkpointEvery=2"))
        .succeeded();
    Zeuxis.here(Small.train(classes, "--recipe=cgan", "--steps=4")).succeeded();
    Zeuxis.here(
            "train",
            "--quiet",
            "--recipe=points",
            "--batch=8",
            "--steps=2",
            "--set=output.samples=16",
            "--out=" + points)
        .succeeded();
  }

  private static Zeuxis.Outcome generate(Path run, Path out, String... more) {
    return Zeuxis.here(Stream.concat(
                Stream.of("generate", run.toString(), "--out=" + out), Arrays.stream(more))
            .toArray(String[]::new))
        .succeeded();
  }

  /** The numbers of a float32 .npy file, and its shape as the header has it. */
  private record Numbers(String shape, List<Float> values) {
    static Numbers in(Path npy) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
      int length = bytes.getShort(8);
      String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
      assertThat(header).contains("'descr': '<f4'", "'fortran_order': False");
      bytes.position(10 + length);
      Float[] values = new Float[bytes.remaining() / Float.BYTES];
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes.getFloat();
      }
      return new Numbers(
          header.replaceAll(".*'shape': (\\([^)]*\\)).*\\s*", "$1"), List.of(values));
    }
  }

  // ---------------------------------------------------------------- train

  @Test
  void trainingSaysWhereItsSamplesAreAndHowToGetMore() throws IOException {
    Path run = folder.resolve("told");
    Zeuxis.Outcome outcome = Zeuxis.here(
        "train",
        "--size=8",
        "--batch=8",
        "--steps=2",
        "--set=network.features=4",
        "--set=output.samples=4",
        "--out=" + run);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err())
        .contains("dcgan on digits (1797 samples): " + run)
        .contains("step 2/2", "discriminator", "generator");
    assertThat(outcome.out())
        .contains("trained 2 steps in 0:")
        .contains("samples: " + RunFiles.grid(run, 2))
        .contains("zeuxis generate " + run + " -n 64");
  }

  @Test
  void runIsCalledAfterRecipeAndDataUnlessThatIsTaken() throws Exception {
    Path place = Files.createDirectories(folder.resolve("place"));
    Files.createDirectories(place.resolve("runs/wgan-digits"));
    Zeuxis.Child child = Zeuxis.startIn(
        place,
        "train",
        "--quiet",
        "--recipe=wgan",
        "--size=8",
        "--batch=2",
        "--steps=1",
        "--set=network.features=4");
    child.await().succeeded();
    assertThat(place.resolve("runs/wgan-digits")).isEmptyDirectory();
    assertThat(RunFiles.checkpoints(place.resolve("runs/wgan-digits-2"))).containsExactly(0L, 1L);
  }

  @Test
  void runAtItsEndIsToldHowToGoOn() throws IOException {
    var before = RunFiles.contents(digits);
    assertThat(Zeuxis.here("resume", digits.toString()).succeeded().out())
        .contains(digits + " is at step 4, its end", "zeuxis resume " + digits + " --steps 8");
    assertThat(RunFiles.contents(digits)).isEqualTo(before);
  }

  // ---------------------------------------------------------------- generate

  @ParameterizedTest
  @ValueSource(strings = {"png", "npy", "zip"})
  void sameSeedGivesTheSameBytesAndAnotherSeedOthers(String extension) throws IOException {
    Path first = folder.resolve("first." + extension);
    Path again = folder.resolve("again." + extension);
    Path other = folder.resolve("other." + extension);
    generate(digits, first, "-n=5", "--seed=7");
    generate(digits, again, "-n=5", "--seed=7");
    generate(digits, other, "-n=5", "--seed=8");
    assertThat(again).hasSameBinaryContentAs(first);
    assertThat(Files.readAllBytes(other)).isNotEqualTo(Files.readAllBytes(first));
  }

  @Test
  void pngIsAGridOfAllSamples() throws IOException {
    Path out = folder.resolve("grid.png");
    assertThat(generate(digits, out, "-n=9").out()).contains("9 samples of step 4: " + out);
    BufferedImage grid = ImageIO.read(out.toFile());
    assertThat(grid.getWidth()).isEqualTo(3 * (SIDE + 2) + 2);
    assertThat(grid.getHeight()).isEqualTo(3 * (SIDE + 2) + 2);
  }

  @Test
  void folderAndArchiveHoldOnePngForEachSample() throws IOException {
    Path many = folder.resolve("many");
    Path archive = folder.resolve("many.zip");
    generate(digits, many, "-n=3");
    generate(digits, archive, "-n=3");
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.size()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        String name = "00000" + i + ".png";
        byte[] packed = zip.getInputStream(zip.getEntry(name)).readAllBytes();
        assertThat(many.resolve(name)).hasBinaryContent(packed);
        assertThat(ImageIO.read(many.resolve(name).toFile()).getWidth()).isEqualTo(SIDE);
      }
    }
    assertRefused(
        Zeuxis.here("generate", digits.toString(), "--out=" + many), many + ": holds 00000");
  }

  @Test
  void npyHoldsTheNumbersThemselves() throws IOException {
    Path out = folder.resolve("numbers.npy");
    generate(digits, out, "-n=3", "--seed=5");
    Numbers numbers = Numbers.in(out);
    assertThat(numbers.shape()).isEqualTo("(3, 1, 8, 8)");
    try (TrainedGenerator generator = TrainedGenerator.load(digits);
        Scope scope = new Scope()) {
      assertThat(numbers.values()).isEqualTo(floats(generator.generate(3, 5).toFloats()));
    }
  }

  private static List<Float> floats(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return List.of(boxed);
  }

  @Test
  void olderCheckpointGivesOtherSamples() throws IOException {
    Path older = folder.resolve("older.npy");
    Path newest = folder.resolve("newest.npy");
    assertThat(generate(digits, older, "--step=2").out()).contains("of step 2");
    generate(digits, newest);
    assertThat(Numbers.in(older).values()).isNotEqualTo(Numbers.in(newest).values());
  }

  @Test
  void classThatIsAskedForIsTheOnlyOne() throws IOException {
    Path threes = folder.resolve("threes.npy");
    Path again = folder.resolve("threes-again.npy");
    Path fours = folder.resolve("fours.npy");
    generate(classes, threes, "-n=4", "--class=3");
    generate(classes, again, "-n=4", "--class=3");
    generate(classes, fours, "-n=4", "--class=4");
    assertThat(again).hasSameBinaryContentAs(threes);
    assertThat(Numbers.in(threes).values()).isNotEqualTo(Numbers.in(fours).values());
    try (TrainedGenerator generator = TrainedGenerator.load(classes);
        Scope scope = new Scope()) {
      assertThat(generator.classNames()).hasSize(10);
      assertThat(Numbers.in(threes).values())
          .isEqualTo(floats(generator.generate(new long[] {3, 3, 3, 3}, 1).toFloats()));
    }
  }

  @Test
  void classesTakeTurnsOneAColumn() throws IOException {
    Path out = folder.resolve("columns.png");
    generate(classes, out, "-n=30");
    BufferedImage grid = ImageIO.read(out.toFile());
    assertThat(grid.getWidth()).isEqualTo(10 * (SIDE + 2) + 2);
    assertThat(grid.getHeight()).isEqualTo(3 * (SIDE + 2) + 2);
  }

  @Test
  void pointsAreDrawnOrWrittenAsNumbers() throws IOException {
    Path out = folder.resolve("points.npy");
    generate(points, out, "-n=20");
    generate(points, folder.resolve("points.png"), "-n=20");
    assertThat(Numbers.in(out).shape()).isEqualTo("(20, 2)");
    assertThat(ImageIO.read(folder.resolve("points.png").toFile())).isNotNull();
    assertRefused(
        Zeuxis.here("generate", points.toString(), "--out=" + folder.resolve("points.zip")),
        "--out: points can be written as .png or .npy");
    assertRefused(
        Zeuxis.here("interpolate", points.toString(), "--out=" + folder.resolve("points.gif")),
        "makes points, interpolation is for images");
  }

  // ---------------------------------------------------------------- interpolate

  @Test
  void animationGoesThereAndBack() throws IOException {
    Path out = folder.resolve("morph.gif");
    assertThat(Zeuxis.here("interpolate", digits.toString(), "--frames=5", "--out=" + out)
            .succeeded()
            .out())
        .contains("5 frames: " + out);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(out.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(2 * 5 - 2);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void waysDifferButForTheirEnds() throws IOException {
    Path sphere = folder.resolve("slerp");
    Path straight = folder.resolve("lerp");
    Zeuxis.here("interpolate", digits.toString(), "--frames=3", "--out=" + sphere)
        .succeeded();
    Zeuxis.here(
            "interpolate", digits.toString(), "--frames=3", "--method=lerp", "--out=" + straight)
        .succeeded();
    var there = RunFiles.contents(sphere);
    var here = RunFiles.contents(straight);
    assertThat(there).containsOnlyKeys("000000.png", "000001.png", "000002.png");
    assertThat(here.get("000000.png")).isEqualTo(there.get("000000.png"));
    assertThat(here.get("000001.png")).isNotEqualTo(there.get("000001.png"));
    assertThat(here.get("000002.png")).isEqualTo(there.get("000002.png"));
  }

  // ---------------------------------------------------------------- looking

  @Test
  void recipesAreListedWithTheirPapers() {
    assertThat(Zeuxis.here("recipes").succeeded().out())
        .contains(Catalogue.names())
        .contains("Radford, Metz, Chintala 2015", "https://arxiv.org/abs/1511.06434");
  }

  @Test
  void recipeIsShownAsWrittenOrInFull() {
    assertThat(Zeuxis.here("recipes", "show", "wgan").succeeded().out())
        .contains("extends: dcgan", "weightClip: 0.01        # Algorithm 1")
        .doesNotContain("batchNorm", "keepCheckpoints");
    assertThat(Zeuxis.here("recipes", "show", "wgan", "--full").succeeded().out())
        .contains("weightClip: 0.01", "keepCheckpoints: 3");
  }

  @Test
  void fullRecipeCanBeTrainedAsAFile() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file, Zeuxis.here("recipes", "show", "hinge", "--full").succeeded().out());
    Path run = folder.resolve("mine");
    Zeuxis.here(Small.train(run, "--recipe=" + file, "--steps=2")).succeeded();
    assertThat(run.resolve("recipe.yaml")).content().contains("loss: hinge");
  }

  @Test
  void keysAreExplained() {
    assertThat(Zeuxis.here("recipes", "keys").succeeded().out())
        .contains("learningRate: 2e-4", "# weight of the past in the generator's moving average");
  }

  @Test
  void runsAreListed() {
    assertThat(
            Zeuxis.here("runs", digits.getParent().toString()).succeeded().out().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches(".*digits +dcgan +on digits +step 4 of 4"))
        .anyMatch(line -> line.matches(".*classes +cgan +on digits +step 4 of 4"))
        .anyMatch(line -> line.matches(".*points +points +on ring +step 2 of 2"));
    assertRefused(Zeuxis.here("runs", folder.resolve("absent").toString()), "is no directory");
  }

  @Test
  void dataAreInspected() throws IOException {
    assertThat(Zeuxis.here("data", "inspect", "digits").succeeded().out())
        .contains("digits", "1,797", "1×16×16");
    Path data = TestData.folder(folder.resolve("photos"), 3);
    assertThat(Zeuxis.here("data", "inspect", data.toString()).succeeded().out())
        .contains("photos", "3");
    assertRefused(Zeuxis.here("data", "inspect", "digit"), "mean digits?");
  }

  @Test
  void machineIsDescribed() {
    assertThat(Zeuxis.here("info").succeeded().out())
        .contains("zeuxis    " + Version.current(), "threads", "--device auto is");
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(Zeuxis.here("--version").succeeded().out())
        .isEqualTo("zeuxis " + Version.current() + System.lineSeparator());
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void completionForTheShellIsPrinted() {
    assertThat(Zeuxis.here("generate-completion").succeeded().out()).contains("complete -F");
  }

  // ---------------------------------------------------------------- help

  static Stream<CommandLine> commands() {
    return everyCommand(new CommandLine(new Main()));
  }

  private static Stream<CommandLine> everyCommand(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(sub -> !sub.getCommandName().equals("help"))
            .flatMap(CommandsTest::everyCommand));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfAndItsOptions(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    String[] words = (name + " --help").substring("zeuxis ".length()).split(" ", -1);
    String help = Zeuxis.here(words).succeeded().out();
    assertThat(help).contains("Usage: " + name);
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    command.getCommandSpec().options().forEach(option -> {
      assertThat(option.description()).as(name + " " + option.longestName()).isNotEmpty();
      assertThat(help).contains(option.longestName());
    });
  }

  @Test
  void noCommandAtAllShowsTheHelp() {
    assertThat(Zeuxis.here().succeeded().out())
        .contains("Usage: zeuxis", "Exit codes: 0 ok, 2 bad input", "train", "generate")
        .isEqualTo(Zeuxis.here("--help").out());
    assertThat(Zeuxis.here("help", "train").succeeded().out())
        .isEqualTo(Zeuxis.here("train", "--help").out());
  }
}
