package org.zeuxis.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeuxis.lab.Check;
import org.zeuxis.lab.LabReport;
import org.zeuxis.lab.Plot;

class LabPageTest {
  private static final LabReport REPORT = new LabReport(
      "shell",
      "A shell & more",
      List.of("Is </script> text?"),
      List.of(new Check("length", 1.5, 1, 0.4, "a ruler"), new Check("width", 2, 2, 0, "a ruler")),
      List.of(
          new Plot.Curves(
              "Curve",
              "x",
              "y",
              true,
              new double[] {1, 2},
              List.of(new Plot.CurvesFrame(
                  "one",
                  List.of(new Plot.Series("s", new double[] {Math.PI, Double.NaN}, false))))),
          new Plot.Plane(
              "Plane",
              "x",
              "y",
              new double[] {-1, -1},
              new double[] {1, 1},
              List.of(new Plot.PlaneFrame(
                  "one",
                  new double[][] {{1, 2}, {3, Double.POSITIVE_INFINITY}},
                  List.of(
                      new Plot.Cloud("c", new double[] {0}, new double[] {1e-9 / 3}, true)))))));

  private static JsonNode data() throws IOException {
    return RunFolder.data(LabPage.html(REPORT, 7));
  }

  @Test
  void checksSayWhetherTheyHold() throws IOException {
    assertThat(data().path("seed").asInt()).isEqualTo(7);
    assertThat(data().at("/checks/0/holds").asBoolean()).isFalse();
    assertThat(data().at("/checks/1/holds").asBoolean()).isTrue();
    assertThat(data().at("/checks/0/source").asText()).isEqualTo("a ruler");
  }

  @Test
  void drawnNumbersHaveFiveDigitsAndGapsAreNull() throws IOException {
    assertThat(data().at("/plots/0/kind").asText()).isEqualTo("curves");
    assertThat(data().at("/plots/0/plot/logarithmic").asBoolean()).isTrue();
    assertThat(data().at("/plots/0/plot/frames/0/series/0/y")).hasToString("[3.1416,null]");
    assertThat(data().at("/plots/1/kind").asText()).isEqualTo("plane");
    assertThat(data().at("/plots/1/plot/frames/0/field")).hasToString("[[1.0,2.0],[3.0,null]]");
    assertThat(data().at("/plots/1/plot/frames/0/clouds/0/y/0").asDouble()).isEqualTo(3.3333e-10);
  }

  @Test
  void textsCannotBecomeMarkup() throws IOException {
    assertThat(LabPage.html(REPORT, 7))
        .contains("<title>A shell &amp; more, a Zeuxis lab</title>")
        .doesNotContain("Is </script> text?");
    assertThat(data().at("/text/0").asText()).isEqualTo("Is </script> text?");
  }

  @Test
  void pageStandsAlone() {
    assertThat(LabPage.html(REPORT, 7))
        .contains("default-src 'none'")
        .doesNotContain("src=\"http", "@import", "url(");
  }
}
