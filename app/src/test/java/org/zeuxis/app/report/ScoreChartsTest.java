package org.zeuxis.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreChartsTest {
  private final ScoreCharts charts = new ScoreCharts();

  @Test
  void namesWithACommonBeginningShareAChart() {
    charts.add(1, Map.of("loss.generator", 1.0));
    charts.add(1, Map.of("loss.discriminator", 2.0));
    charts.add(1, Map.of("penalty", 3.0));
    List<Chart> made = charts.charts();
    assertThat(made).extracting(Chart::title).containsExactly("Losses", "Penalty");
    assertThat(made.get(0).series())
        .extracting(Series::name)
        .containsExactly("generator", "discriminator");
    assertThat(made.get(1).series()).extracting(Series::name).containsExactly("penalty");
  }

  @Test
  void layersOfAPlayerShareAChart() {
    charts.add(1, Map.of("weights.generator.main.0.weight.norm", 1.0));
    charts.add(1, Map.of("weights.generator.main.3.weight.norm", 2.0));
    charts.add(1, Map.of("weights.discriminator.main.0.weight.norm", 3.0));
    List<Chart> made = charts.charts();
    assertThat(made)
        .extracting(Chart::title)
        .containsExactly("Weights of generator: norm", "Weights of discriminator: norm");
    assertThat(made.get(0).series())
        .extracting(Series::name)
        .containsExactly("main.0.weight", "main.3.weight");
  }

  @Test
  void stepsRiseAndTheLaterOfTwoLinesCounts() {
    charts.add(2, Map.of("x", 2.0));
    charts.add(1, Map.of("x", 1.0));
    charts.add(2, Map.of("x", 3.0));
    Series series = charts.charts().get(0).series().get(0);
    assertThat(series.steps()).containsExactly(1L, 2L);
    assertThat(series.values()).containsExactly(1.0, 3.0);
  }

  @Test
  void longCurveIsThinnedToMeansOfNeighbours() {
    for (long step = 1; step <= 4000; step++) {
      charts.add(step, Map.of("x", (double) step));
    }
    Series series = charts.charts().get(0).series().get(0);
    assertThat(series.steps()).hasSize(2000).startsWith(2L, 4L).endsWith(4000L);
    assertThat(series.values()).startsWith(1.5, 3.5).endsWith(3999.5);
  }

  @Test
  void whatIsNotFiniteIsNotAveragedAway() {
    Series series = new Series("x", List.of(1L, 2L, 3L, 4L), List.of(1.0, Double.NaN, 3.0, 4.0));
    assertThat(series.thinned(2).values()).containsExactly(Double.NaN, 3.5);
  }

  @Test
  void shortCurveKeepsItsPointsAndTheirFirstSixDigits() {
    Series series = new Series("x", List.of(1L), List.of(0.123456789));
    assertThat(series.thinned(2000).values()).containsExactly(0.123457);
  }
}
