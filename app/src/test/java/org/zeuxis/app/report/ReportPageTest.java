package org.zeuxis.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.doctor.Ailment;

class ReportPageTest {
  /** An element that fetches; a link to follow ({@code <a>}) may lead to the web. */
  private static final Pattern FETCHED = Pattern.compile(
      "<(?:script|link|img|iframe|source|video|object)\\b[^>]*\\b(?:src|href|data)\\s*=|url\\(|@import");

  /** Scripts have template literals of their own, but none that look so. */
  private static final Pattern SLOT = Pattern.compile("\\$\\{(title|data|[\\w/.]+\\.(js|css))}");

  @TempDir
  private Path folder;

  private RunFolder run;

  @BeforeEach
  void makeARun() throws IOException {
    run = RunFolder.create(folder.resolve("digits"));
  }

  private JsonNode data() throws IOException {
    return RunFolder.data(ReportPage.html(run.path()));
  }

  @Test
  void pageFetchesNothing() throws IOException {
    run.event("{\"step\":1,\"scores\":{\"loss\":1}}").grid(1);
    String html = ReportPage.html(run.path());
    assertThat(FETCHED.matcher(html).results().map(found -> found.group())).isEmpty();
    assertThat(html).contains("default-src 'none'").doesNotContainPattern(SLOT);
  }

  @Test
  void pageHoldsThePlottingLibraryWithItsLicence() {
    assertThat(ReportPage.html(run.path()))
        .contains("uPlot=function()", ".u-legend", "Copyright (c) 2022 Leon Sorokin");
  }

  @Test
  void namesAndFilesCannotBecomeMarkup() throws IOException {
    String evil = "</script><script>alert(1)</script>";
    run = RunFolder.create(folder.resolve("<script>"));
    run.event("{\"step\":1,\"scores\":{\"" + evil + "\":1}}");
    Files.writeString(
        run.path().resolve("recipe.yaml"),
        "# " + evil + " ${data}\n" + Files.readString(run.path().resolve("recipe.yaml")));
    String html = ReportPage.html(run.path());
    assertThat(html)
        .contains("<title>&lt;script&gt;, a Zeuxis run</title>")
        .doesNotContain("alert(1)</");
    assertThat(html.split("</script>", -1)).hasSize(4);
    JsonNode data = RunFolder.data(html);
    assertThat(data.at("/facts/run").asText()).isEqualTo("<script>");
    assertThat(data.at("/yaml").asText()).startsWith("# " + evil + " ${data}\n");
    assertThat(data.at("/scores/0/title").asText()).isEqualTo(evil);
  }

  @Test
  void recipeIsTheFileAsItIs() throws IOException {
    assertThat(data().path("yaml").asText())
        .isEqualTo(Files.readString(run.path().resolve("recipe.yaml")));
  }

  @Test
  void runThatHasJustBegunHasAPage() throws IOException {
    JsonNode data = data();
    assertThat(data.at("/facts/steps").asLong()).isZero();
    assertThat(data.at("/facts/planned").asLong()).isEqualTo(100);
    for (String list : new String[] {"scores", "metrics", "diagnostics", "results", "warnings"}) {
      assertThat(data.path(list)).as(list).isEmpty();
    }
  }

  @Test
  void factsAreThoseOfTheWholeTraining() throws IOException {
    run.event("{\"step\":10,\"seconds\":4.0,\"images\":640,\"scores\":{}}");
    run.event("{\"step\":20,\"seconds\":9.0,\"images\":1280,\"scores\":{}}");
    run.event("{\"step\":20,\"evaluation\":{}}");
    run.event("{\"step\":30,\"seconds\":3.5,\"images\":1920,\"scores\":{}}"); // resumed
    JsonNode facts = data().path("facts");
    assertThat(facts.path("steps").asLong()).isEqualTo(30);
    assertThat(facts.path("images").asLong()).isEqualTo(1920);
    assertThat(facts.path("seconds").asDouble()).isEqualTo(9.0 + 3.5);
    assertThat(facts.path("run").asText()).isEqualTo("digits");
  }

  @Test
  void notANumberIsAGapAndADamagedLineIsToldOf() throws IOException {
    run.event("{\"step\":1,\"scores\":{\"loss.generator\":1.5}}");
    run.event("{\"step\":2,\"scores\":{\"loss.generator\":\"NaN\"}}");
    run.event("{\"step\":3,\"scores\":{\"loss.generator\":\"-Infinity\"}}");
    run.event("{\"step\":4,\"sco");
    JsonNode data = data();
    assertThat(data.at("/scores/0/series/0/values")).hasToString("[1.5,null,null]");
    assertThat(data.at("/warnings/0").asText()).contains("events.jsonl", "line 4");
  }

  /** Checkups of a generator that stands still, with samples far from the data. */
  private void checkups(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      run.event(
          "{\"step\":" + 100 * i + ",\"vitals\":{\"distance\":0.8,\"motion.generator\":1e-6}}");
    }
  }

  @Test
  void findingsHaveTheirSeverityStepsExplanationAndSettings() throws IOException {
    checkups(6);
    JsonNode health = data().path("health");
    assertThat(health.path("checkups").asInt()).isEqualTo(6);
    assertThat(health.path("until").asLong()).isEqualTo(500);
    assertThat(health.path("findings")).singleElement().satisfies(finding -> {
      assertThat(finding.path("name").asText()).isEqualTo("learning-rate-low");
      assertThat(finding.path("severity").asText()).isEqualTo("failure");
      assertThat(finding.path("title").asText()).isEqualTo(Ailment.LEARNING_RATE_LOW.title());
      assertThat(finding.path("detail").asText()).isEqualTo("of the generator");
      assertThat(finding.path("from").asLong()).isEqualTo(100);
      assertThat(finding.path("to").asLong()).isEqualTo(500);
      assertThat(finding.path("explanation").asText()).startsWith("The weights hardly move");
      assertThat(finding.at("/evidence/0/value").asDouble()).isEqualTo(1e-6);
      assertThat(finding.at("/remedies/0/settings"))
          .hasToString("[\"generator.learningRate=0.002\"]");
      assertThat(finding.at("/remedies/0/reason").asText()).isEqualTo("ten times the rate");
    });
  }

  /** Two checkups are too few for the doctor to say anything of progress. */
  @Test
  void healthyRunHasCheckupsAndNoFindings() throws IOException {
    checkups(2);
    JsonNode health = data().path("health");
    assertThat(health.path("checkups").asInt()).isEqualTo(2);
    assertThat(health.path("findings")).isEmpty();
  }

  @Test
  void findingsStandBeforeTheCurvesAndRunWithoutCheckupsHasNone() throws IOException {
    assertThat(ReportPage.html(run.path()))
        .containsSubsequence(
            "<section id=\"samples\"", "<section id=\"doctor\"", "<section id=\"curves\"")
        .contains("The doctor found nothing");
    assertThat(data().at("/health/checkups").asInt(-1)).isZero();
    assertThat(data().at("/health/findings")).isEmpty();
  }

  @Test
  void failureInTheLogCannotBecomeMarkup() throws IOException {
    checkups(1);
    run.event("{\"step\":7,\"failure\":\"step 7: </script><script>alert(1)</script>\"}");
    String html = ReportPage.html(run.path());
    assertThat(html.split("</script>", -1)).hasSize(4);
    assertThat(RunFolder.data(html).at("/health/findings/0/detail").asText())
        .isEqualTo("step 7: </script><script>alert(1)</script>");
  }

  @Test
  void gridsAreInThePageByteForByte() throws IOException {
    run.grid(20).grid(10).file("samples/step-000000030.png", "no picture");
    JsonNode grids = data().at("/samples/grids");
    assertThat(grids).hasSize(2);
    assertThat(grids.at("/0/step").asLong()).isEqualTo(10);
    assertThat(grids.at("/0/width").asInt()).isEqualTo(12);
    assertThat(grids.at("/0/height").asInt()).isEqualTo(10);
    String base64 = grids.at("/0/source").asText().substring("data:image/png;base64,".length());
    assertThat(run.path().resolve("samples/step-000000010.png"))
        .hasBinaryContent(Base64.getDecoder().decode(base64));
  }

  @Test
  void ofManyGridsThePageHoldsTheFirstTheLastAndSomeBetween() throws IOException {
    for (int step = 1; step <= 300; step++) {
      run.grid(step);
    }
    JsonNode samples = data().path("samples");
    assertThat(samples.path("total").asInt()).isEqualTo(300);
    assertThat(samples.path("grids")).hasSize(120);
    assertThat(samples.at("/grids/0/step").asInt()).isEqualTo(1);
    assertThat(samples.at("/grids/119/step").asInt()).isEqualTo(300);
  }

  @Test
  void tableHasTheLastAndTheBestOfEachProtocol() throws IOException {
    run.measured(10, "fid", 30, 1000).measured(20, "fid", 10, 1000).measured(30, "fid", 12, 1000);
    run.file("evaluations/step-000000030.json", RunFolder.evaluation("fid", 11, 10000));
    JsonNode results = data().path("results");
    assertThat(results).hasSize(2);
    assertThat(results.at("/0/last/value").asDouble()).isEqualTo(12);
    assertThat(results.at("/0/best/value").asDouble()).isEqualTo(10);
    assertThat(results.at("/0/best/step").asInt()).isEqualTo(20);
    assertThat(results.at("/0/last/deviation").isNull()).isTrue();
    assertThat(results.at("/0/last/notes/0").asText()).isEqualTo("a note");
    assertThat(results.at("/1/last/value").asDouble()).isEqualTo(11);
    assertThat(results.at("/1/last/protocol"))
        .hasToString("{\"metric\":\"fid\",\"generated\":\"10000\",\"settings.ddof\":\"1\"}");
  }

  @Test
  void damagedEvaluationDoesNotHideTheOthers() throws IOException {
    run.file("evaluations/step-000000010.json", "{\"measure");
    run.file("evaluations/step-000000020.json", RunFolder.evaluation("fid", 11, 10000));
    JsonNode data = data();
    assertThat(data.path("results")).hasSize(1);
    assertThat(data.at("/warnings/0").asText()).contains("step-000000010.json");
  }

  @Test
  void writtenPageReplacesTheOldOneAndLeavesNothingBeside() throws IOException {
    Path out = folder.resolve("page/report.html");
    Files.createDirectories(out.getParent());
    Files.writeString(out, "old");
    ReportPage.write(run.path(), out);
    assertThat(out).content().startsWith("<!DOCTYPE html>");
    assertThat(out.getParent()).isDirectoryNotContaining(path -> !path.equals(out));
  }

  @Test
  void whatIsNoRunIsRefused() {
    assertThatThrownBy(() -> ReportPage.html(folder.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no run");
  }
}
