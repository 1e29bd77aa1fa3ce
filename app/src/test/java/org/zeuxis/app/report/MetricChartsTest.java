package org.zeuxis.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricChartsTest {
  private static Measurement fid(long step, double value, Map<String, String> protocol) {
    return new Measurement(step, "fid", value, Double.NaN, Map.of(), "lower", protocol, List.of());
  }

  @Test
  void oneProtocolIsOneCurveThatIsCalledAfterTheMetric() {
    Map<String, String> protocol = Map.of("generated", "1000");
    List<Chart> charts =
        MetricCharts.charts(MetricCharts.curves(List.of(fid(1, 9, protocol), fid(2, 8, protocol))));
    assertThat(charts).hasSize(1);
    assertThat(charts.get(0).better()).isEqualTo("lower");
    assertThat(charts.get(0).series())
        .containsExactly(new Series("fid", List.of(1L, 2L), List.of(9.0, 8.0)));
  }

  @Test
  void protocolsAreToldApartByWhatTheyDifferIn() {
    List<Chart> charts = MetricCharts.charts(MetricCharts.curves(List.of(
        fid(1, 9, Map.of("extractor", "classifier", "generated", "1000")),
        fid(1, 8, Map.of("extractor", "classifier", "generated", "10000")))));
    assertThat(charts.get(0).series())
        .extracting(Series::name)
        .containsExactly("generated 1000", "generated 10000");
  }

  @Test
  void deviationsAreKeptWhereSomeAreKnown() {
    Measurement kid = new Measurement(1, "kid", 0.5, 0.1, Map.of(), "lower", Map.of(), List.of());
    assertThat(MetricCharts.charts(MetricCharts.curves(List.of(kid)))
            .get(0)
            .series()
            .get(0)
            .deviations())
        .containsExactly(0.1);
  }

  @Test
  void numberThatNeitherWayIsGoodHasNoBest() throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    for (String value : List.of("0.5", "0.9", "0.7")) {
      measurements.add(Measurement.of(
          1,
          new ObjectMapper()
              .readTree(
                  "{\"metric\":\"memorisation\",\"better\":\"none\",\"value\":" + value + "}")));
    }
    MetricCharts.Curve curve = new MetricCharts.Curve("", measurements);
    assertThat(curve.last().better()).isNull();
    assertThat(RunReport.Result.of(curve).best()).isNull();
  }
}
