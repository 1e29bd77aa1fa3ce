package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Protocol;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Samples;

class ComparisonTest {
  @TempDir
  private Path folder;

  private int runs;

  private Comparison.Entry entry(
      String recipe, int seed, String data, Map<String, Double> values, String... settings) {
    List<String> assignments = new ArrayList<>(List.of(settings));
    assignments.add("seed=" + seed);
    RunManifest manifest = new RunManifest(
        "test",
        new RunManifest.DataFacts(
            data, 100, new Samples(List.of(1L, 8L, 8L), List.of("all")), "print of " + data),
        Catalogue.resolve(recipe, assignments));
    Run run = Run.create(folder.resolve(recipe + runs++), manifest);
    List<Measurement> measurements = new ArrayList<>();
    values.forEach((metric, value) -> measurements.add(measurement(metric, value, 5000)));
    return new Comparison.Entry(run, 100, measurements);
  }

  private static Measurement measurement(String metric, double value, int generated) {
    return measurement(metric, value, generated, Map.of());
  }

  private static Measurement measurement(
      String metric, double value, int generated, Map<String, String> settings) {
    Protocol protocol = new Protocol(
        metric, 1, "pixels", "00", "none", "digits", "train", "ff", 1797, generated, settings, 1);
    Better better = metric.equals("fid") ? Better.LOWER : Better.HIGHER;
    return new Measurement(metric, value, null, Map.of(), better, protocol, List.of());
  }

  @Test
  void runsThatDifferInTheSeedAreOneGroupWithMeanAndStandardError() {
    List<Comparison> found = Comparison.of(
        List.of(
            entry("dcgan", 1, "digits", Map.of("fid", 2.0)),
            entry("dcgan", 2, "digits", Map.of("fid", 4.0), "output.sampleEvery=7"),
            entry("dcgan", 3, "digits", Map.of("fid", 9.0))),
        "fid");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).groups()).hasSize(1);
    Comparison.Statistic fid = found.get(0).groups().get(0).statistics().get("fid");
    assertThat(fid.values()).containsExactly(2.0, 4.0, 9.0);
    assertThat(fid.mean()).isCloseTo(5, within(1e-12));
    // s² = (9 + 1 + 16) / 2 = 13
    assertThat(fid.standardError()).isCloseTo(Math.sqrt(13.0 / 3), within(1e-12));
  }

  @Test
  void bestGroupComesFirstByTheMetricThatRanks() {
    List<Comparison.Entry> entries = List.of(
        entry("dcgan", 1, "digits", Map.of("fid", 5.0, "recall", 0.9)),
        entry("hinge", 1, "digits", Map.of("fid", 3.0, "recall", 0.5)),
        entry("wgan", 1, "digits", Map.of("recall", 0.7)));
    assertThat(names(Comparison.of(entries, "fid"))).containsExactly("hinge", "dcgan", "wgan");
    assertThat(names(Comparison.of(entries, "recall"))).containsExactly("dcgan", "wgan", "hinge");
  }

  @Test
  void anotherSettingIsAnotherGroupUnderAnotherName() {
    List<Comparison> found = Comparison.of(
        List.of(
            entry("dcgan", 1, "digits", Map.of("fid", 5.0)),
            entry("dcgan", 1, "digits", Map.of("fid", 6.0), "game.loss=hinge")),
        "fid");
    assertThat(names(found)).containsExactly("dcgan (dcgan0)", "dcgan (dcgan1)");
    assertThat(found.get(0).groups().get(0).statistics().get("fid").standardError())
        .isNaN();
  }

  @Test
  void dataSetsAreRankedApart() {
    List<Comparison> found = Comparison.of(
        List.of(
            entry("dcgan", 1, "digits", Map.of("fid", 5.0)),
            entry("dcgan", 1, "shoes", Map.of("fid", 6.0))),
        "fid");
    assertThat(found).extracting(Comparison::data).containsExactly("digits", "shoes");
  }

  @Test
  void protocolsThatDifferAreNamed() {
    Comparison.Entry first = entry("dcgan", 1, "digits", Map.of("fid", 5.0));
    Comparison.Entry second = entry("hinge", 1, "digits", Map.of());
    second = new Comparison.Entry(second.run(), 100, List.of(measurement("fid", 4, 2000)));
    assertThat(Comparison.of(List.of(first, second), "fid").get(0).warnings())
        .containsExactly("fid: protocols differ in generated images: 5000 and 2000");
  }

  @Test
  void samplesThatWereDrawnInDifferentWaysAreRankedApart() {
    Comparison.Entry plain = entry("dcgan", 1, "digits", Map.of("fid", 5.0));
    Comparison.Entry both = entry("hinge", 1, "digits", Map.of("fid", 6.0));
    List<Measurement> measurements = new ArrayList<>(both.measurements());
    measurements.add(measurement("fid", 1, 5000, Map.of("sampling", "truncation 0.7")));
    both = new Comparison.Entry(both.run(), 100, measurements);
    List<Comparison> found = Comparison.of(List.of(plain, both), "fid");
    assertThat(found)
        .extracting(Comparison::data)
        .containsExactly("digits", "digits, truncation 0.7");
    assertThat(names(found)).containsExactly("dcgan", "hinge");
    assertThat(found.get(1).groups()).hasSize(1);
    assertThat(found.get(1).groups().get(0).statistics().get("fid").values()).containsExactly(1.0);
    assertThat(found).allSatisfy(one -> assertThat(one.warnings()).isEmpty());
  }

  @Test
  void groupWhoseMeanIsNoNumberComesLast() {
    List<Comparison.Entry> entries = List.of(
        entry("dcgan", 1, "digits", Map.of("fid", 5.0)),
        entry("wgan", 1, "digits", Map.of("fid", Double.NaN)),
        entry("hinge", 1, "digits", Map.of("fid", 3.0)));
    assertThat(names(Comparison.of(entries, "fid"))).containsExactly("hinge", "dcgan", "wgan");
  }

  @Test
  void runsOfOneSeedAreSaidToBeNoRepetition() {
    List<Comparison> found = Comparison.of(
        List.of(
            entry("dcgan", 7, "digits", Map.of("fid", 5.0)),
            entry("dcgan", 7, "digits", Map.of("fid", 5.0)),
            entry("dcgan", 8, "digits", Map.of("fid", 6.0))),
        "fid");
    assertThat(found.get(0).warnings())
        .containsExactly("dcgan: 2 runs have the seed 7, so the standard error is too small");
  }

  @Test
  void groupsThatAreKnownKeepTheirNamesAndTheirRuns() {
    List<Comparison.Entry> entries = List.of(
        entry("dcgan", 1, "digits", Map.of("fid", 5.0)),
        entry("dcgan", 2, "digits", Map.of("fid", 7.0), "training.ema=0.9"),
        entry("dcgan", 1, "digits", Map.of("fid", 3.0)));
    List<Comparison> found =
        Comparison.of(entries, "fid", entry -> entry.value("fid") == 3 ? "alone" : "both");
    assertThat(names(found)).containsExactly("alone", "both");
    assertThat(found.get(0).groups().get(1).statistics().get("fid").values())
        .containsExactly(5.0, 7.0);
  }

  private static List<String> names(List<Comparison> comparisons) {
    return comparisons.get(0).groups().stream().map(Comparison.Group::name).toList();
  }
}
