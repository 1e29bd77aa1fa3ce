package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that are drawn otherwise than as they come. */
class SamplingTest {
  private static final String NORMAL = "--set=latent.distribution=normal";

  @TempDir
  private static Path folder;

  private static Path digits;
  private static Path classes;
  private static Path uniform;

  @BeforeAll
  static void trainALittle() {
    digits = folder.resolve("digits");
    classes = folder.resolve("classes");
    uniform = folder.resolve("uniform");
    Zeuxis.here(Small.train(digits, "--steps=4", NORMAL)).succeeded();
    Zeuxis.here(Small.train(classes, "--recipe=cgan", "--steps=4")).succeeded();
    Zeuxis.here(Small.train(uniform, "--steps=2")).succeeded();
  }

  private static byte[] generate(Path run, String... options) throws IOException {
    Path out = Files.createTempFile(folder, "samples", ".npy");
    Zeuxis.Outcome outcome = Zeuxis.here(
        Stream.concat(Stream.of("generate", run.toString(), "--out=" + out), Arrays.stream(options))
            .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero(); // it may tell that it calibrates
    return Files.readAllBytes(out);
  }

  @Test
  void eachWayGivesSamplesOfItsOwnThatAreAFunctionOfTheSeed() throws IOException {
    Set<String> different = new HashSet<>();
    List<String[]> ways = List.of(
        new String[] {"-n=5"},
        new String[] {"-n=5", "--truncation=0.7"},
        new String[] {"-n=5", "--select=rejection"},
        new String[] {"-n=5", "--select=rejection", "--percentile=95"},
        new String[] {"-n=5", "--select=metropolis-hastings", "--chain=9"},
        new String[] {"-n=5", "--select=latent-optimisation", "--latent-steps=2"},
        new String[] {"-n=5", "--select=latent-optimisation"},
        new String[] {"-n=5", "--select=rejection", "--truncation=0.7"});
    for (String[] way : ways) {
      byte[] samples = generate(digits, way);
      assertThat(generate(digits, way)).as(String.join(" ", way)).isEqualTo(samples);
      different.add(Arrays.toString(samples));
    }
    assertThat(different).hasSize(ways.size());
    assertThat(generate(digits, "-n=5", "--truncation=0", "--select=none"))
        .isEqualTo(generate(digits, "-n=5"));
    assertThat(generate(digits, "-n=5", "--select=rejection", "--seed=2"))
        .isNotEqualTo(generate(digits, "-n=5", "--select=rejection"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rejection", "metropolis-hastings", "latent-optimisation"})
  void classIsCarriedAlong(String way) throws IOException {
    byte[] threes = generate(classes, "-n=6", "--class=3", "--select=" + way);
    assertThat(generate(classes, "-n=6", "--class=3", "--select=" + way)).isEqualTo(threes);
    assertThat(generate(classes, "-n=6", "--class=4", "--select=" + way)).isNotEqualTo(threes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --truncation=-1                                 | truncation: expected > 0, or 0 for none, got -1.0
      --truncation=NaN                                | truncation: expected > 0, or 0 for none, got NaN
      --truncation=much                               | Invalid value for option '--truncation': 'much' is not a double
      --select=best                                   | --select: expected one of none, rejection, metropolis-hastings, latent-optimisation, got 'best'
      --select=rejection --percentile=100             | rejection: percentile: expected in [0,100), got 100.0
      --select=metropolis-hastings --chain=0          | metropolis-hastings: chain: expected >= 1, got 0
      --select=latent-optimisation --latent-steps=-1  | latent-optimisation: steps: expected >= 1, got -1
      --chain=9                                       | --chain: is for --select metropolis-hastings
      --select=rejection --latent-steps=9             | --latent-steps: is for --select latent-optimisation
      --percentile=50                                 | --percentile: is for --select rejection
      --select=rejection --data=nosuch                | nosuch
      """)
  void nonsenseIsRefusedInOneLine(String options, String message) {
    for (String command : List.of("generate", "evaluate")) {
      List<String> args = new ArrayList<>(List.of(command, digits.toString()));
      args.addAll(List.of(options.split(" ", -1)));
      assertRefused(Zeuxis.here(args.toArray(String[]::new)), message);
    }
  }

  @Test
  void truncationIsForNormalLatents() {
    assertRefused(
        Zeuxis.here("generate", uniform.toString(), "--truncation=0.7"),
        "truncation: is for normal latents, which have tails; those of this generator are uniform");
  }

  @Test
  void otherDataAreNoGroundForACalibration() throws IOException {
    Path photos = TestData.folder(folder.resolve("photos"), 3);
    assertRefused(
        Zeuxis.here("generate", digits.toString(), "--select=rejection", "--data=" + photos),
        "are not what the run was trained on");
  }

  @Test
  void filesWereDrawnBySomeoneElse() {
    assertRefused(
        Zeuxis.here("evaluate", "--real=digits", "--fake=digits", "--truncation=0.7"),
        "--truncation and --select: are for a RUN");
  }

  private static List<JsonNode> measurements(Path run, long step) throws IOException {
    Path file = run.resolve(String.format("evaluations/step-%09d.json", step));
    List<JsonNode> found = new ArrayList<>();
    new ObjectMapper().readTree(file.toFile()).path("measurements").forEach(found::add);
    return found;
  }

  private static Zeuxis.Outcome evaluate(Path run, String... more) {
    List<String> args = new ArrayList<>(
        List.of("evaluate", run.toString(), "--metrics=kid", "--features=pixels", "--quiet"));
    args.addAll(List.of("--samples=100", "--cache=" + folder.resolve("cache")));
    args.addAll(List.of(more));
    return Zeuxis.here(args.toArray(String[]::new)).succeeded();
  }

  @Test
  void numbersTellHowSamplesWereDrawnAndStandBesideThoseOfAll() throws IOException {
    Path run = folder.resolve("measured");
    Zeuxis.here(Small.train(run, "--steps=2", NORMAL)).succeeded();
    assertThat(evaluate(run, "--truncation=0.5", "--select=rejection").out())
        .contains(", drawn with truncation 0.5, rejection (gamma at percentile 80), calibrated on");
    assertThat(evaluate(run).out()).doesNotContain("drawn with");
    List<JsonNode> found = measurements(run, 2);
    assertThat(found)
        .extracting(
            one -> one.path("protocol").path("settings").path("sampling").asText(""))
        .containsExactly(
            "truncation 0.5, rejection (gamma at percentile 80), calibrated on up to 5000 real"
                + " samples",
            "");
    assertThat(found.get(0).path("value")).isNotEqualTo(found.get(1).path("value"));
    evaluate(run, "--truncation=0.5", "--select=rejection");
    assertThat(measurements(run, 2)).containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void selectedSamplesAreNotRanked() throws IOException {
    Path run = folder.resolve("ranked");
    Zeuxis.here(Small.train(run, "--steps=2", NORMAL)).succeeded();
    evaluate(run, "--truncation=0.5");
    Zeuxis.here(
            "compare",
            run.toString(),
            "--metrics=kid",
            "--by=kid",
            "--features=pixels",
            "--samples=100",
            "--quiet",
            "--cache=" + folder.resolve("cache"),
            "--out=" + folder.resolve("ranked.html"))
        .succeeded();
    assertThat(measurements(run, 2)).hasSize(2); // that of all samples was still to be made
  }
}
