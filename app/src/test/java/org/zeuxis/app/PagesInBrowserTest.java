package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages as a browser shows them: Chromium runs their scripts. Skipped where it is not
 * installed.
 */
@Tag("slow")
class PagesInBrowserTest {
  private static final long PATIENCE_SECONDS = 120;

  /** Keeps what a script fails with where the test can read it. */
  private static final String WATCH =
      "<script>addEventListener('error', e => document.documentElement.dataset.failed = e.message);"
          + "</script>";

  /** Counts the curves that are drawn: canvases with pixels of more than the grid's colour. */
  private static final String COUNT =
      "<script>setTimeout(() => document.documentElement.dataset.painted ="
          + " [...document.querySelectorAll('figure.chart canvas')].filter(c => new Set(new"
          + " Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer))"
          + ".size > 20).length, 1000);</script>";

  @TempDir
  private static Path folder;

  private static Path chromium;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void trainTwoRuns() {
    Optional<Path> found = Stream.concat(
            Stream.of("/usr/bin"), Stream.of(System.getenv("PATH").split(File.pathSeparator, -1)))
        .flatMap(place -> Stream.of("chromium", "chromium-browser").map(n -> Path.of(place, n)))
        .filter(Files::isExecutable)
        .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "skipped: chromium is not installed");
    chromium = found.get();
    first = train(1);
    second = train(2);
  }

  private static Path train(int seed) {
    Path run = folder.resolve("seed" + seed);
    Zeuxis.here(Small.train(
            run,
            "--steps=12",
            "--seed=" + seed,
            "--eval-every=4",
            "--set=evaluation.features=pixels",
            "--set=evaluation.samples=50",
            "--set=output.logEvery=1"))
        .succeeded();
    return run;
  }

  /** What the document of a page is after its scripts ran. */
  private static String shown(Path page) throws IOException, InterruptedException {
    Path watched = folder.resolve("watched-" + page.getFileName());
    Files.writeString(
        watched,
        Files.readString(page)
            .replace("<title>", WATCH + "<title>")
            .replace("</body>", COUNT + "</body>"));
    Path dom = folder.resolve("dom.html");
    Process browser = new ProcessBuilder(
            chromium.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
            "--virtual-time-budget=5000",
            "--dump-dom",
            watched.toUri().toString())
        .redirectOutput(dom.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      browser.destroyForcibly().waitFor();
      throw new AssertionError("chromium does not end");
    }
    assertThat(browser.exitValue()).isZero();
    return Files.readString(dom);
  }

  private static List<String> found(String dom, String pattern) {
    return Pattern.compile(pattern)
        .matcher(dom)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  /** No script failed, and each chart has its curves. */
  private static void assertDrawn(String dom, int charts) {
    assertThat(found(dom, "data-failed=\"([^\"]*)\"")).as("errors of scripts").isEmpty();
    assertThat(found(dom, "<figure class=\"(chart)\"")).hasSize(charts);
    assertThat(found(dom, "<html[^>]* data-painted=\"(\\d+)\"")).containsExactly("" + charts);
  }

  @Test
  void reportShowsCurvesMetricsAndSamples() throws IOException, InterruptedException {
    Zeuxis.here("report", first.toString()).succeeded();
    String dom = shown(first.resolve("report.html"));
    List<String> titles = found(dom, "<figure class=\"chart\"><h3>([^<]*)<");
    assertDrawn(dom, titles.size());
    assertThat(titles)
        .contains("Losses", "FID", "KID", "Precision", "Recall", "Density", "Coverage");
    assertThat(found(dom, "<span class=\"name\">([^<]*)</span>")).hasSizeGreaterThan(titles.size());
    assertThat(dom).contains("The doctor found nothing, by 1 checkup up to step 0.");
    assertThat(found(dom, "<table class=\"(results)\"")).hasSize(1);
    assertThat(found(dom, "<tr><th scope=\"row\">([^<]*)<"))
        .containsExactlyInAnyOrder("FID", "KID", "Precision", "Recall", "Density", "Coverage");
    assertThat(found(dom, "<img[^>]* src=\"(data:image/png;base64,)")).isNotEmpty();
    assertThat(dom).doesNotContain(">undefined<", ">NaN<", ">null<", "[object Object]");
  }

  @Test
  void reportShowsWhatTheDoctorFound() throws IOException, InterruptedException {
    Path run = folder.resolve("slow");
    Zeuxis.here(Small.train(
            run,
            "--steps=12",
            "--seed=3",
            "--set=generator.learningRate=1e-8",
            "--set=network.initScale=0.2",
            "--set=output.checkupEvery=2"))
        .succeeded();
    Zeuxis.here("report", run.toString()).succeeded();
    String dom = shown(run.resolve("report.html"));
    assertThat(found(dom, "data-failed=\"([^\"]*)\"")).as("errors of scripts").isEmpty();
    assertThat(found(dom, "<p class=\"about\" id=\"doctor-about\">([^<]*)<"))
        .containsExactly("What the doctor found, by 7 checkups up to step 12, the worst first.");
    assertThat(found(dom, "<span class=\"severity\">([^<]*)</span>")).contains("failure");
    assertThat(found(dom, "<code>([a-z-]+)</code>")).contains("learning-rate-low");
    assertThat(found(dom, "<code>(--set [^<]*)</code>"))
        .contains("--set generator.learningRate=2e-4");
    assertThat(dom).doesNotContain(">undefined<", ">NaN<", ">null<", "[object Object]");
  }

  @Test
  void comparisonShowsRanksAndACurveOfEachSeed() throws IOException, InterruptedException {
    Path page = folder.resolve("comparison.html");
    Zeuxis.here(
            "compare",
            first.toString(),
            second.toString(),
            "--features=pixels",
            "--samples=50",
            "--quiet",
            "--out=" + page)
        .succeeded();
    String dom = shown(page);
    List<String> titles = found(dom, "<figure class=\"chart\"><h3>([^<]*)<");
    assertThat(titles)
        .containsExactlyInAnyOrder("FID", "KID", "Precision", "Recall", "Density", "Coverage");
    assertDrawn(dom, titles.size());
    assertThat(dom).contains("2 runs in 1 group", "2 seeds: 1, 2", "By FID.");
    assertThat(found(dom, "<td class=\"number (rank)\"")).hasSize(1);
    assertThat(found(dom, "alt=\"(Samples of seed[12], step 12)\""))
        .containsExactly("Samples of seed1, step 12", "Samples of seed2, step 12");
    assertThat(dom).doesNotContain(">undefined<", ">NaN<", ">null<", "[object Object]");
  }

  @Test
  void resultsShowNumbersAndImagesBesideTheTruth() throws IOException, InterruptedException {
    Path horses = ImageRuns.images(folder.resolve("horses"), 0);
    Path zebras = ImageRuns.images(folder.resolve("zebras"), 100);
    Path run = folder.resolve("pix2pix");
    Zeuxis.here(ImageRuns.train("pix2pix", run, "--data=A=" + horses + ",B=" + zebras))
        .succeeded();
    Zeuxis.here("evaluate", run.toString(), "--features=pixels", "--quiet").succeeded();
    String dom = shown(run.resolve("evaluations/step-000000002-results.html"));
    assertThat(found(dom, "data-failed=\"([^\"]*)\"")).as("errors of scripts").isEmpty();
    assertThat(found(dom, "<tr><th scope=\"row\">([^<]*)<"))
        .containsExactly("run", "mean image", "identity");
    assertThat(found(dom, "<th scope=\"col\">([^<]*)<"))
        .containsExactly("output", "input", "output", "truth");
    assertThat(found(dom, "<img[^>]* src=\"(data:image/png;base64,)")).hasSize(3 * 8);
    assertThat(dom)
        .contains("Step 2: measured on 8 images of horses,zebras (trained on), 8 shown.");
    assertThat(dom).doesNotContain(">undefined<", ">NaN<", ">null<", "[object Object]");
  }

  @Test
  void labShowsTextChecksCurvesAndFields() throws IOException, InterruptedException {
    Path page = folder.resolve("lab.html");
    Zeuxis.here("lab", "modes", "--threads=1", "--quiet", "--out=" + page).succeeded();
    String dom = shown(page);
    List<String> titles = found(dom, "<figure class=\"chart lab\"><h3>([^<]*)<");
    assertThat(titles).hasSizeGreaterThanOrEqualTo(4).anyMatch(title -> title.startsWith("Ring"));
    assertThat(found(dom, "data-failed=\"([^\"]*)\"")).as("errors of scripts").isEmpty();
    assertThat(found(dom, "<html[^>]* data-painted=\"(\\d+)\""))
        .containsExactly("" + titles.size());
    assertThat(found(dom, "<td class=\"agrees\">(✓)")).hasSizeGreaterThan(5);
    assertThat(found(dom, "<input (type=\"range\")")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(dom).contains("numbers are as expected");
    assertThat(dom).doesNotContain(">undefined<", ">NaN<", ">null<", "[object Object]");
  }
}
