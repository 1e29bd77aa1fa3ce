package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be measured is refused in one line before anything is measured or written. */
class BadEvaluationTest {
  /** Networks of the library's own tests. */
  private static final Path FIXTURES = Path.of("..", "core", "src", "test", "resources", "fixtures")
      .toAbsolutePath()
      .normalize();

  @TempDir
  private static Path folder;

  @TempDir
  private static Path cache;

  private static Path run;
  private static Path conditional;

  @BeforeAll
  static void trainALittle() throws IOException {
    run = folder.resolve("run");
    conditional = folder.resolve("conditional");
    Zeuxis.here(Small.train(run, "--steps=2")).succeeded();
    Zeuxis.here(Small.train(conditional, "--recipe=cgan", "--steps=2")).succeeded();
    for (int count : List.of(2, 3, 9, 20, 40)) {
      TestData.folder(folder.resolve("colour" + count), count);
    }
    Files.createDirectories(folder.resolve("empty"));
    images("grey", BufferedImage.TYPE_BYTE_GRAY, 8);
    images("large", BufferedImage.TYPE_INT_RGB, 16);
    Files.writeString(folder.resolve("text.pt"), "buy milk");
    Files.writeString(folder.resolve("text.onnx"), "buy milk");
    Files.write(folder.resolve("nothing.pt"), new byte[0]);
    Files.write(folder.resolve("nothing.onnx"), new byte[0]);
  }

  private static void images(String name, int type, int side) throws IOException {
    Path images = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < 20; i++) {
      byte[] png = TestData.encode(TestData.noise(type, side, side, i), "png");
      Files.write(images.resolve(i + ".png"), png);
    }
  }

  /** Hashes of all that lies in the folder, by path. */
  private static Map<String, Integer> files() throws IOException {
    Map<String, Integer> hashes = new TreeMap<>();
    RunFiles.contents(folder).forEach((path, content) -> hashes.put(path, content.hashCode()));
    return hashes;
  }

  private static Zeuxis.Outcome evaluate(String... args) {
    return Zeuxis.here(Stream.concat(
            Stream.of("evaluate", "--quiet", "--threads=1", "--cache=" + cache), Stream.of(args))
        .toArray(String[]::new));
  }

  private static Zeuxis.Outcome folders(String real, String fake, String... more) {
    return evaluate(
        Stream.concat(Stream.of("--real=" + place(real), "--fake=" + place(fake)), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Of the folders made above, or a named data set. */
  private static String place(String name) {
    return Files.exists(folder.resolve(name)) ? folder.resolve(name).toString() : name;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      colour3  | colour20 | precision-recall | it needs at least 4 samples of each kind, got 3 real and 20 generated ones
      colour20 | colour3  | precision        | it needs at least 4 samples of each kind, got 20 real and 3 generated ones
      colour40 | colour3  | density-coverage | it needs at least 6 samples of each kind, got 40 real and 3 generated ones
      colour40 | colour9  | fid-infinity     | it needs at least 30 samples of each kind, got 40 real and 9 generated ones
      colour40 | colour2  | fid,ms-ssim      | ms-ssim: cannot be measured: it needs at least 4 samples of each kind
      colour20 | colour20 | parzen           | parzen: cannot be measured: the data have no held-out part; name one with --held-out
      colour20 | colour20 | fid,parzen       | parzen: cannot be measured: the data have no held-out part
      colour20 | colour20 | memorisation     | memorisation: cannot be measured: the data have no held-out part
      colour20 | colour20 | modes            | modes: cannot be measured: the data are no mixture with known modes, as ring and grid are
      colour20 | colour20 | ppl              | ppl: cannot be measured: it asks the generator itself, not its images
      colour20 | colour20 | gan-test         | gan-test: cannot be measured: the generated images have no classes
      colour20 | colour20 | class-fid        | class-fid: cannot be measured: the generated images have no classes
      colour20 | colour20 | is               | is: cannot be measured: the extractor knows no classes
      colour20 | colour20 | stacked-modes    | stacked-modes: cannot be measured: the data are not stacked-mnist
      ring     | grid     | fid              | fid: cannot be measured: features are of images, the data are points
      ring     | grid     | swd              | swd: cannot be measured: it is for images
      colour20 | colour20 | fdi              | metric 'fdi' is unknown, did you mean fid? (known: fid,
      colour20 | colour20 | recal            | metric 'recal' is unknown, did you mean recall?
      colour20 | large    | fid              | large: the generated samples are 3x16x16, the real ones 3x8x8; expected the same (--size and --channels
      large    | colour20 | fid              | colour20: the generated samples are 3x8x8, the real ones 3x16x16
      colour20 | grey     | fid              | grey: the generated samples are 1x8x8, the real ones 3x8x8
      grey     | colour20 | fid              | colour20: the generated samples are 3x8x8, the real ones 1x8x8
      ring     | colour20 | modes            | colour20: expected points of the plane as ring has, got images
      colour20 | ring     | fid              | ring: expected images as colour20 has, got points of the plane
      colour20 | empty    | fid              | empty: 0 images, expected at least 2 PNG, JPEG
      nosuch   | colour20 | fid              | 'nosuch': no such file or folder, and no data set of that name
      """)
  void setsThatAMetricCannotCompare(String real, String fake, String metrics, String message)
      throws IOException {
    Map<String, Integer> before = files();
    Path json = folder.resolve("never.json");
    assertRefused(
        folders(real, fake, "--features=pixels", "--metrics=" + metrics, "--json=" + json),
        message);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatAFewImagesAllowIsMeasuredWhereNothingWasNamed() {
    assertThat(folders("colour3", "colour3", "--features=pixels").succeeded().out())
        .contains("fid ", "swd ")
        .contains("fid-infinity (it needs at least 30 samples of each kind, got 3 real and 3")
        .contains("precision-recall (it needs at least 4 samples");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      classifer                         | 'classifer': no feature extractor of that name. Did you mean classifier?
      pixels:some                       | 'pixels:some': pixels takes no file
      torchscript                       | 'torchscript': expected torchscript:FILE
      torchscript:                      | 'torchscript:': expected torchscript:FILE
      torchscript:HERE/absent.pt        | absent.pt: there is no such file
      torchscript:HERE/colour20         | colour20: is no file
      torchscript:HERE/text.pt          | text.pt: is no TorchScript file (PytorchStreamReader failed reading zip archive: not a ZIP archive), expected one of torch.jit.save
      torchscript:HERE/nothing.pt       | nothing.pt: is no TorchScript file
      torchscript:FIXTURES/state_dict.pt        | state_dict.pt: is no TorchScript file
      torchscript:FIXTURES/script_no_forward.pt | script_no_forward.pt: its network has no method forward
      torchscript:FIXTURES/script_pair.pt       | script_pair.pt: its network cannot be given FLOAT32 [20,3,8,8] (mat1 and mat2 shapes cannot be multiplied (20x192 and 64x5))
      torchscript:FIXTURES/script_plain.pt,siez=32 | unknown option 'siez=32', did you mean size=?
      torchscript:FIXTURES/script_plain.pt,size=4  | size=4: expected 8..1024 pixels
      torchscript:FIXTURES/script_not_a_number.pt  | torchscript:script_not_a_number.pt: the features that it makes of colour20 hold NaN or infinite numbers
      onnx:HERE/absent.onnx             | absent.onnx: there is no such file
      onnx:HERE/colour20                | colour20: is no file
      onnx:HERE/text.onnx               | text.onnx: is no ONNX file (Protobuf parsing failed.)
      onnx:HERE/nothing.onnx            | nothing.onnx: is no ONNX file (ModelProto does not have a graph.)
      onnx:FIXTURES/script_plain.pt     | script_plain.pt: is no ONNX file
      onnx:FIXTURES/maps.onnx           | maps.onnx: its network returns [20,4,3,3] for 20 images, expected [N,d] or [N,d,1,1]
      onnx:FIXTURES/pair.onnx,size=32   | pair.onnx: takes images of size 8, so size=32 makes no sense
      """)
  void extractorThatIsNone(String features, String message) throws IOException {
    Map<String, Integer> before = files();
    String located =
        features.replace("HERE", folder.toString()).replace("FIXTURES", FIXTURES.toString());
    assertRefused(
        folders("colour20", "colour20", "--features=" + located, "--metrics=fid"), message);
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --metrics=gan-test                       | gan-test: cannot be measured: the generated images have no classes
      --metrics=gan-train                      | gan-train: cannot be measured: the data have no held-out part
      --metrics=is                             | is: cannot be measured: the extractor knows no classes
      --metrics=fid,kdi                        | metric 'kdi' is unknown, did you mean kid?
      --metrics=parzen --held-out=ring         | --held-out: ring: is a set of points
      --metrics=parzen --held-out=HERE/empty   | --held-out: HERE/empty: 0 images, expected at least 2
      --metrics=parzen --held-out=nosuch       | --held-out: 'nosuch': no such file or folder
      --metrics=precision --samples=3          | precision-recall: cannot be measured: it needs at least 4 samples
      --samples=1                              | --samples: expected >= 2, got 1
      --samples=many                           | Invalid value for option '--samples': 'many' is not an int
      --step=1                                 | no checkpoint of step 1, there are [0, 2]
      --best                                   | run: keeps no best checkpoint; train with --eval-every 500 --keep-best fid
      --best --step=2                          | --best and --step: expected one of them, got both
      --size=16                                | --size and --channels: are for --real and --fake
      --data=ring                              | ring: is a set of points
      --data=HERE/colour20                     | data: colour20 (20 samples) are not what the run was trained on (digits, 1797 samples)
      --real=HERE/colour20                     | expected a RUN, or --real and --fake, got both
      --fake=HERE/colour20                     | expected a RUN, or --real and --fake, got both
      --json=HERE                              | --json: expected a file, got the directory HERE
      """)
  void optionThatDoesNotFitARun(String options, String message) throws IOException {
    Map<String, Integer> before = files();
    String here = folder.toString();
    String args = run + " --features=pixels --samples=20 " + options.replace("HERE", here);
    if (options.contains("--samples")) {
      args = args.replace("--samples=20 ", "");
    }
    assertRefused(evaluate(args.split(" ")), message.replace("HERE", here));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void heldOutImagesOfOtherClasses() {
    String heldOut = "--held-out=" + folder.resolve("large");
    assertRefused(
        evaluate(conditional.toString(), "--samples=20", "--metrics=gan-train", heldOut),
        "gan-train: cannot be measured: the held-out images have other classes than the data");
  }

  @Test
  void setsThatAreOnlyHalfNamed() {
    String expected = "evaluate: expected a RUN, or both --real and --fake";
    assertRefused(evaluate(), expected);
    assertRefused(evaluate("--real=" + folder.resolve("colour20")), expected);
    assertRefused(evaluate("--fake=" + folder.resolve("colour20")), expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--step=2", "--best", "--data=digits"})
  void optionOfARunForFolders(String option) {
    assertRefused(
        folders("colour20", "colour20", "--features=pixels", "--metrics=fid", option),
        "--step, --best and --data: are for a RUN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "compare", "report"})
  void directoryThatIsNoRun(String command) {
    assertRefused(
        Zeuxis.here(command, folder.resolve("empty").toString()),
        folder.resolve("empty") + ": is no run, recipe.yaml is missing");
    assertThat(folder.resolve("empty")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --by=foo              | --by: expected one of fid, kid, precision, recall, density, coverage, got 'foo'
      --by=is               | --by: expected one of fid, kid, precision, recall, density, coverage, got 'is'
      --by=precision-recall | got 'precision-recall'
      --metrics=kid         | --by: expected one of kid, got 'fid'
      --metrics=fid,foo     | metric 'foo' is unknown
      --metrics=memorisation --by=memorisation | --by: expected a metric that ranks, got 'memorisation'
      --metrics=modes --by=modes | modes: cannot be measured: the data are no mixture with known modes
      --best                | run: keeps no best checkpoint
      --step=9              | no checkpoint of step 9, there are [0, 2]
      --samples=1           | --samples: expected >= 2, got 1
      HERE/empty            | empty: is no run
      --out=HERE            | --out: expected a file, got the directory HERE
      --out=HERE/no/a.html  | a.html: cannot be written: no such folder
      """)
  void comparisonThatCannotBeMade(String options, String message) throws IOException {
    Map<String, Integer> before = files();
    String here = folder.toString();
    String samples = options.contains("--samples") ? "" : "--samples=20 ";
    String out = options.contains("--out") ? "" : "--out=HERE/never.html ";
    String args = "compare " + run + " --quiet --features=pixels " + samples + out + options;
    assertRefused(
        Zeuxis.here(args.replace("HERE", here).split(" ")), message.replace("HERE", here));
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --keep-best=fid                           | evaluation.keepBest: expected evaluation.every > 0 with it (--eval-every), got 0
      --eval-every=1 --keep-best=fdi            | evaluation.keepBest: expected a number that evaluation.metrics measure and that ranks (fid, kid, precision, recall, density, coverage), got fdi
      --eval-every=1 --keep-best=is             | that ranks (fid, kid, precision, recall, density, coverage), got is
      --eval-every=1 --keep-best=memorisation --set=evaluation.metrics=memorisation | that ranks (), got memorisation
      --eval-every=1 --patience=2               | evaluation.patience: expected evaluation.keepBest with it (--keep-best), got 2
      --eval-every=1 --patience=-2              | evaluation.patience: expected >= 0, got -2
      --eval-every=-1                           | evaluation.every: expected >= 0, got -1
      --set=evaluation.metrics=fid,foo          | recipe dcgan: evaluation: metric 'foo' is unknown
      --set=evaluation.metrics=fid,kdi          | metric 'kdi' is unknown, did you mean kid?
      --set=evaluation.samples=1                | evaluation.samples: expected >= 2, got 1
      --eval-every=1 --set=evaluation.metrics=modes   | modes: cannot be measured: the data are no mixture
      --eval-every=1 --set=evaluation.metrics=parzen  | parzen: cannot be measured: the data have no held-out part
      --eval-every=1 --set=evaluation.metrics=precision --set=evaluation.samples=3 | precision-recall: cannot be measured: it needs at least 4
      --eval-every=1 --recipe=points --data=two-moons | modes: cannot be measured: the data are no mixture
      --eval-every=1 --recipe=points --set=evaluation.metrics=fid | fid: cannot be measured: features are of images
      --eval-every=1 --set=evaluation.features=nosuch | 'nosuch': no feature extractor of that name
      --eval-every=1 --set=evaluation.features=torchscript:absent.pt | absent.pt: there is no such file
      --eval-every=1 --set=evaluation.metrics=is | is: cannot be measured: the extractor knows no classes
      --eval-every=1 --set=evaluation.features=torchscript:FIXTURES/script_not_a_number.pt | the features that it makes of digits hold NaN
      """)
  void trainingThatCannotBeEvaluated(String options, String message) {
    Path out = folder.resolve("never");
    String features =
        options.contains("evaluation.features") ? "" : "--set=evaluation.features=pixels ";
    String samples = options.contains("evaluation.samples") ? "" : "--set=evaluation.samples=50 ";
    String args = "train --quiet --steps=2 --threads=1 --cache=" + cache + " --out="
        + out + " --set=output.samples=16 " + features + samples
        + options.replace("FIXTURES", FIXTURES.toString());
    assertRefused(Zeuxis.here(args.split(" ")), message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "{\"measurements\": 3}", "null", "{}", "{\"measurements\": [{}]}"})
  void numbersThatAreDamaged(String content) throws IOException {
    Path numbers = run.resolve("evaluations/step-000000002.json");
    Files.createDirectories(numbers.getParent());
    Files.writeString(numbers, content);
    try {
      String expected = numbers + ": holds no measurements; remove it and evaluate again";
      String[] small = {run.toString(), "--features=pixels", "--samples=20"};
      assertRefused(evaluate(small), expected);
      assertRefused(
          Zeuxis.here(
              "compare", small[0], small[1], small[2], "--out=" + folder.resolve("no.html")),
          expected);
      assertThat(numbers).hasContent(content);
    } finally {
      Files.delete(numbers);
      Files.delete(numbers.getParent());
    }
  }
}
