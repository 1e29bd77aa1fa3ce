package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;

/** Every metric of the catalogue, from images to the number with its protocol. */
class MetricsTest {
  private static final int SAMPLES = 120;
  private static final long SEED = 7;

  /** What the definition of each metric leaves open, and its protocol therefore says. */
  private static final Map<String, Set<String>> SETTINGS = Map.ofEntries(
      Map.entry("fid", Set.of("ddof")),
      Map.entry("fid-infinity", Set.of("points", "smallest")),
      Map.entry("kid", Set.of("subsets", "subset size", "kernel")),
      Map.entry("precision-recall", Set.of("k")),
      Map.entry("density-coverage", Set.of("k")),
      Map.entry("is", Set.of("splits")),
      Map.entry("class-fid", Set.of("ddof")),
      Map.entry("gan-test", Set.of("classifier's accuracy on real images")),
      Map.entry("gan-train", Set.of("test images", "accuracy of one trained on real images")),
      Map.entry("augmentation-gain", Set.of("seeds", "test images")),
      Map.entry("memorisation", Set.of("training images", "held-out images", "test")),
      Map.entry("ms-ssim", Set.of("pairs", "windows")),
      Map.entry("swd", Set.of("patches", "directions", "factor")),
      Map.entry("ppl", Set.of("epsilon", "steps", "way", "kept")),
      Map.entry("parzen", Set.of("validation images", "test images")),
      Map.entry("modes", Set.of("high quality", "modes")),
      Map.entry("stacked-modes", Set.of("digit classifier", "its accuracy")));

  @TempDir
  private static Path folder;

  private static DataOptions options;

  @BeforeAll
  static void images() throws IOException {
    Engine.setThreads(1);
    options = DataOptions.defaults().withCache(folder.resolve("cache"));
    write(SmallSets.bars("real", 160, 1), folder.resolve("real"));
    write(SmallSets.bars("unseen", 60, 2), folder.resolve("unseen"));
  }

  /** As files, one folder a class. */
  private static void write(Dataset data, Path into) throws IOException {
    float[] values = new float[12 * 12];
    for (int i = 0; i < data.size(); i++) {
      Path images = Files.createDirectories(into.resolve(data.classNames().get(data.label(i))));
      data.read(i, false, values, 0);
      try (Scope scope = new Scope()) {
        ImageGrid.writePng(
            images.resolve(i + ".png"), ImageGrid.image(Tensor.of(values, 1, 12, 12)));
      }
    }
  }

  private static Dataset open(String source) {
    return DataSource.open(source, options, ProgressListener.NONE);
  }

  private static Reference reference(String source, String heldOut, String features) {
    return Reference.open(
        open(source),
        source,
        options,
        heldOut,
        features,
        new Reference.Settings(SAMPLES, SEED),
        ProgressListener.NONE);
  }

  private static String real() {
    return folder.resolve("real").toString();
  }

  private static String unseen() {
    return folder.resolve("unseen").toString();
  }

  /** What each metric finds, by the metric's name. */
  private static Map<String, List<Measurement>> byMetric(Evaluation.Result result) {
    return result.measurements().stream()
        .collect(Collectors.groupingBy(m -> Metrics.named(m.metric()).name()));
  }

  private static void assertAsPromised(Map<String, List<Measurement>> found, String split) {
    found.forEach((name, measurements) -> {
      Metric metric = Metrics.named(name);
      for (Measurement measurement : measurements) {
        assertThat(metric.yields()).containsEntry(measurement.metric(), measurement.better());
        assertThat(measurement.value()).as(measurement.metric()).isFinite();
        Protocol protocol = measurement.protocol();
        assertThat(protocol.metric()).isEqualTo(measurement.metric());
        assertThat(protocol.version()).isEqualTo(Metrics.VERSION);
        assertThat(protocol.split()).isEqualTo(split);
        assertThat(protocol.seed()).isEqualTo(SEED);
        assertThat(protocol.generated()).isBetween(2, SAMPLES);
        assertThat(protocol.real()).isBetween(0, 160);
        assertThat(protocol.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(protocol.settings().keySet()).as(name).containsAll(SETTINGS.get(name));
        if (metric.looksAtFeatures()) {
          assertThat(protocol.extractor()).isNotEmpty();
          assertThat(protocol.extractorHash()).matches("[0-9a-f]{64}");
          assertThat(protocol.resizer()).isEqualTo("none");
          assertThat(protocol.generated()).isEqualTo(SAMPLES);
        } else {
          assertThat(protocol.extractor()).isEmpty();
        }
      }
    });
  }

  private static Set<String> names(List<Measurement> measurements) {
    return measurements.stream().map(Measurement::metric).collect(Collectors.toSet());
  }

  @Test
  @Tag("slow")
  void everyMetricOfConditionalImagesIsMeasured() {
    List<String> names =
        new ArrayList<>(Metrics.all().stream().map(Metric::name).toList());
    names.removeAll(List.of("modes", "stacked-modes"));
    long before = LivePointers.count();
    Evaluation.Result result;
    try (Evaluation evaluation = Evaluation.of(reference(real(), unseen(), "classifier"), names)) {
      result = evaluation.of(new Painter(open(real()), 2));
    }
    assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    Map<String, List<Measurement>> found = byMetric(result);
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(result.notMeasured()).isEmpty();
    assertAsPromised(found, "all");
    found.forEach((name, measurements) -> {
      Set<String> expected = new TreeSet<>(Metrics.named(name).yields().keySet());
      expected.removeIf(yielded -> yielded.startsWith("ppl-w"));
      assertThat(names(measurements)).isEqualTo(expected);
    });
    assertThat(found.get("class-fid").get(0).parts()).containsOnlyKeys("level", "upright");
    assertThat(found.get("gan-test").get(0).parts()).containsOnlyKeys("level", "upright");
    assertThat(found.get("gan-train").get(0).protocol().settings())
        .containsEntry("test images", "60");
    assertThat(result.pictures()).containsOnlyKeys("neighbours");
    assertThat(result.pictures().get("neighbours").getWidth()).isGreaterThanOrEqualTo(6 * 12);
    // Bars with a little noise are good, and copies of the training images.
    assertThat(found.get("gan-test").get(0).value()).isGreaterThan(0.9);
    assertThat(found.get("memorisation").get(0).notes())
        .containsExactly(
            "generated images are closer to the training images than held-out ones are");
  }

  @Test
  void pathLengthInWIsMeasuredWhereThereIsOne() {
    try (Evaluation evaluation = Evaluation.of(reference(real(), "", "pixels"), List.of("ppl"))) {
      Map<String, Double> found =
          evaluation.of(new Painter.InHalves(open(real()))).measurements().stream()
              .collect(Collectors.toMap(Measurement::metric, Measurement::value));
      assertThat(found.keySet()).isEqualTo(Metrics.named("ppl").yields().keySet());
      assertThat(found.values()).allSatisfy(value -> assertThat(value).isPositive());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void modesOfMixturesAreCounted(String name) {
    try (Evaluation evaluation = Evaluation.all(reference(name, "", "classifier"))) {
      Dataset points = open(name);
      Evaluation.Result result = evaluation.of(new Painter(points, 1));
      Map<String, List<Measurement>> found = byMetric(result);
      assertThat(found.keySet()).containsExactly("modes");
      assertAsPromised(found, "train");
      assertThat(names(found.get("modes")))
          .containsExactlyInAnyOrder("modes", "high-quality", "modes-kl");
      assertThat(found.get("modes").get(0).value()).isBetween(8.0, 25.0);
      assertThat(found.get("modes").get(1).value()).isGreaterThan(0.95);
      assertThat(result.notMeasured())
          .containsEntry("fid", "features are of images, the data are points")
          .containsEntry("swd", "it is for images")
          .containsEntry("stacked-modes", "it is for images");
      assertThat(result.notMeasured().keySet()).hasSize(Metrics.all().size() - 1);
    }
  }

  /** Digits of 8×8 pixels, enlarged and framed to the 28×28 of MNIST's files, stand for these. */
  @Test
  @Tag("slow")
  void modesOfStackedDigitsAreCounted() throws IOException {
    Path mnist = Files.createDirectories(options.cache().resolve("mnist"));
    Dataset digits = DataSource.open("digits", options.withSize(8), ProgressListener.NONE);
    idx(digits, 0, 700, mnist, "train");
    idx(digits, 700, 1000, mnist, "t10k");
    try (Evaluation evaluation = Evaluation.of(
        reference("stacked-mnist", "", "pixels"), List.of("stacked-modes", "stacked-kl"))) {
      Evaluation.Result result = evaluation.of(new Painter(open("stacked-mnist"), 1));
      Map<String, List<Measurement>> found = byMetric(result);
      assertThat(names(found.get("stacked-modes")))
          .containsExactlyInAnyOrder("stacked-modes", "stacked-kl");
      Measurement modes = found.get("stacked-modes").get(0);
      // A chunk of 64 stacks is painted, then the same again.
      assertThat(modes.value()).isBetween(50.0, 64.0);
      assertThat(found.get("stacked-modes").get(1).value())
          .isBetween(Math.log(1000.0 / 64), Math.log(1000.0 / 40));
      assertThat(modes.protocol().settings().get("digit classifier")).matches("[0-9a-f]{64}");
      assertThat(modes.protocol().settings().get("its accuracy"))
          .matches("0\\.9\\d* at labels on the test split");
      assertThat(modes.notes()).singleElement().asString().contains("26000 samples");
      assertThat(modes.protocol().settings().keySet()).containsAll(SETTINGS.get("stacked-modes"));
    }
  }

  private static void idx(Dataset digits, int from, int to, Path folder, String part)
      throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + (to - from) * 28 * 28);
    pixels.putInt(0x0803).putInt(to - from).putInt(28).putInt(28);
    ByteBuffer classes = ByteBuffer.allocate(8 + to - from).putInt(0x0801).putInt(to - from);
    float[] small = new float[64];
    for (int i = from; i < to; i++) {
      digits.read(i, false, small, 0);
      for (int p = 0; p < 28 * 28; p++) {
        int y = p / 28 - 2;
        int x = p % 28 - 2;
        boolean inside = x >= 0 && x < 24 && y >= 0 && y < 24;
        pixels.put((byte) (inside ? Math.round((small[y / 3 * 8 + x / 3] + 1) * 127.5f) : 0));
      }
      classes.put((byte) digits.label(i));
    }
    gzip(folder.resolve(part + "-images-idx3-ubyte.gz"), pixels.array());
    gzip(folder.resolve(part + "-labels-idx1-ubyte.gz"), classes.array());
  }

  private static void gzip(Path file, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
  }

  @Test
  void whatDoesNotFitIsNamedWithTheReason() {
    try (Evaluation evaluation = Evaluation.all(reference(real(), "", "pixels"))) {
      Map<String, String> reasons = new HashMap<>(Map.of(
          "is", "the extractor knows no classes",
          "class-fid", "the generated images have no classes",
          "gan-test", "the generated images have no classes",
          "gan-train", "the data have no held-out part; name one with --held-out",
          "augmentation-gain", "takes long, ask for it by name",
          "memorisation", "the data have no held-out part; name one with --held-out",
          "parzen", "the data have no held-out part; name one with --held-out",
          "modes", "the data are no mixture with known modes, as ring and grid are",
          "stacked-modes", "the data are not stacked-mnist"));
      assertThat(evaluation.of(new Painter(open(real()), 1)).notMeasured()).isEqualTo(reasons);
      reasons.put("ppl", "it asks the generator itself, not its images");
      reasons.remove("class-fid");
      reasons.remove("gan-test"); // files in folders named as those of the data have classes
      assertThat(evaluation.of(open(unseen())).notMeasured()).isEqualTo(reasons);
    }
  }

  @Test
  void whatWasAskedForMustFitBeforeAnythingIsDrawn() {
    try (Evaluation evaluation =
        Evaluation.of(reference(real(), "", "pixels"), List.of("fid", "modes"))) {
      List<String> heard = new ArrayList<>();
      evaluation.hearing(measurement -> heard.add(measurement.metric()));
      assertThatThrownBy(() -> evaluation.prepare(new Painter(open(real()), 1)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("modes: cannot be measured: "
              + "the data are no mixture with known modes, as ring and grid are");
      assertThatThrownBy(() -> evaluation.of(new Painter(open(real()), 1)))
          .isInstanceOf(InvalidInputException.class);
      assertThat(heard).isEmpty();
    }
  }
}
