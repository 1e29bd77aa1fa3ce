package org.zeuxis.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePageTest {
  @TempDir
  private Path folder;

  private static ComparisonView.Group group(int rank, String name, double mean, Path... runs) {
    return new ComparisonView.Group(
        rank,
        name,
        List.of(runs),
        List.of(new ComparisonView.Figure("fid", "lower", mean, Double.NaN, List.of(mean))));
  }

  private Path run(String name, double first, double second) throws IOException {
    return RunFolder.create(folder.resolve(name))
        .measured(10, "fid", first, 1000)
        .measured(20, "fid", second, 1000)
        .grid(10)
        .grid(20)
        .path();
  }

  @Test
  void groupsKeepTheirOrderAndShowTheLastGridOfEachRun() throws IOException {
    ComparisonView comparison = new ComparisonView(
        "fid",
        List.of(
            group(1, "a", 5, run("a1", 9, 4), run("a2", 11, 6)), group(2, "b", 7, run("b1", 8, 7))),
        List.of("fid: fake is 1000 in a, 500 in b"));
    JsonNode data = RunFolder.data(ComparePage.html(comparison));
    assertThat(data.at("/groups/0/name").asText()).isEqualTo("a");
    assertThat(data.at("/groups/0/runs")).hasSize(2);
    assertThat(data.at("/groups/0/runs/1/name").asText()).isEqualTo("a2");
    assertThat(data.at("/groups/0/runs/1/lastGrid")).hasSize(1);
    assertThat(data.at("/groups/0/runs/1/lastGrid/0/step").asInt()).isEqualTo(20);
    assertThat(data.at("/groups/1/figures/0/mean").asDouble()).isEqualTo(7);
    assertThat(data.at("/groups/1/figures/0/standardError").isNull()).isTrue();
    assertThat(data.at("/protocolDifferences/0").asText()).contains("fake is 1000 in a");
  }

  @Test
  void curvesAreEachSeedsAndTheirMean() throws IOException {
    ComparisonView comparison = new ComparisonView(
        "fid", List.of(group(1, "a", 5, run("a1", 9, 4), run("a2", 11, 6))), List.of());
    JsonNode curves = RunFolder.data(ComparePage.html(comparison)).at("/charts/0/groups/0");
    assertThat(curves.path("seeds")).hasSize(2);
    assertThat(curves.at("/mean/steps")).hasToString("[10,20]");
    assertThat(curves.at("/mean/values")).hasToString("[10.0,5.0]");
  }

  @Test
  void meanIsOnlyWhereEverySeedWasMeasured() throws IOException {
    Path longer = run("a1", 9, 4);
    new RunFolder(longer).measured(30, "fid", 1, 1000);
    ComparisonView comparison =
        new ComparisonView("fid", List.of(group(1, "a", 5, longer, run("a2", 11, 6))), List.of());
    JsonNode curves = RunFolder.data(ComparePage.html(comparison)).at("/charts/0/groups/0");
    assertThat(curves.at("/seeds/0/steps")).hasToString("[10,20,30]");
    assertThat(curves.at("/mean/steps")).hasToString("[10,20]");
  }

  @Test
  void namesCannotBecomeMarkup() throws IOException {
    ComparisonView comparison = new ComparisonView(
        "fid", List.of(group(1, "</script><script>", 5, run("a1", 9, 4))), List.of());
    String html = ComparePage.html(comparison);
    assertThat(html.split("</script>", -1)).hasSize(4);
    assertThat(html).contains("default-src 'none'");
    assertThat(RunFolder.data(html).at("/groups/0/name").asText()).isEqualTo("</script><script>");
  }

  @Test
  void directionIsOneOfTwo() {
    assertThatThrownBy(() -> new ComparisonView.Figure("fid", "smaller", 1, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("smaller");
  }
}
