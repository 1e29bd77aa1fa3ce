package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Generates;
import org.zeuxis.game.MapsLatents;

/** Metrics of images themselves as entries of the catalogue: the numbers with their protocol. */
final class ImageMetrics {
  /** Pairs that MS-SSIM compares, drawn from twice as many images. */
  private static final int PAIRS = 1000;

  private static final int VALIDATION = 1000;
  private static final int PARZEN_SAMPLES = 10_000;

  /** Images in flight at a time, which bounds the memory. */
  private static final int BATCH = 64;

  private ImageMetrics() {}

  private static Tensor read(Dataset data, int from, int to) {
    return ImageBatches.of(data).read(IntStream.range(from, to).toArray());
  }

  private static long seed(Evidence evidence) {
    return evidence.reference().settings().seed();
  }

  static List<Measurement> msSsim(Evidence evidence) {
    int images = Math.min(2 * PAIRS, evidence.generated().size());
    int[] chosen = RandomChoice.of(evidence.generated().size(), images, seed(evidence));
    MsSsim.Result result =
        MsSsim.of(ImageBatches.of(evidence.generated()).read(chosen), images / 2, seed(evidence));
    Protocol protocol = evidence.onSamples(
        "ms-ssim",
        0,
        images,
        Map.of(
            "pairs",
            Integer.toString(result.pairs()),
            "windows",
            result.windows().toString()));
    return List.of(Measurement.of(result.mean(), Better.LOWER, protocol)
        .withDeviation(result.deviation())
        .withNotes(
            result.standard()
                ? List.of()
                : List.of("small images: windows of " + result.windows()
                    + " pixels instead of five of 11")));
  }

  static List<Measurement> slicedWasserstein(Evidence evidence) {
    int images =
        Math.min(evidence.reference().real().size(), evidence.generated().size());
    SlicedWasserstein.Result result = SlicedWasserstein.of(
        ImageBatches.of(evidence.reference().real()),
        ImageBatches.of(evidence.generated()),
        images,
        seed(evidence));
    Map<String, Double> levels = new LinkedHashMap<>();
    result.levels().forEach(level -> levels.put(level.side() + " px", level.distance()));
    Map<String, String> settings =
        Map.of("patches", "128 of 7x7 an image", "directions", "4x128", "factor", "1000");
    return List.of(Measurement.of(
            result.mean(),
            Better.LOWER,
            evidence.onSamples("swd", result.images(), result.images(), settings))
        .withParts(levels.size() > 1 ? levels : Map.of()));
  }

  static List<Measurement> parzen(Evidence evidence) {
    Dataset heldOut = evidence.reference().heldOut().orElseThrow();
    Dataset real = evidence.reference().real();
    int validation = Math.min(VALIDATION, real.size());
    int samples = Math.min(PARZEN_SAMPLES, evidence.generated().size());
    ParzenWindow.Result result = ParzenWindow.of(
        read(evidence.generated(), 0, samples),
        read(real, real.size() - validation, real.size()),
        read(heldOut, 0, heldOut.size()));
    Protocol protocol = evidence.onSamples(
        "parzen",
        result.testImages(),
        result.samples(),
        Map.of(
            "validation images", "the last " + result.validationImages() + " of the training part",
            "test images", heldOut.name() + ", held out"));
    return List.of(Measurement.of(result.mean(), Better.HIGHER, protocol)
        .withDeviation(result.standardError())
        .withParts(Map.of("sigma", result.sigma()))
        .withNotes(
            result.sigmaAtTheEdge()
                ? List.of("sigma is at the edge of its grid, another might suit better")
                : List.of()));
  }

  /** One class after the other takes its turn, the same for both ends of a step. */
  static List<Measurement> pathLength(Evidence evidence) {
    Generates generator = evidence.generator().orElseThrow();
    FeatureExtractor extractor = evidence.reference().extractor();
    PathLength inZ = new PathLength(
        z -> generator.generate(z, turns(z.size(0), generator.classes())),
        (a, b) -> distance(extractor, a, b));
    List<Measurement> found = new ArrayList<>();
    for (PathLength.Sampling sampling : PathLength.Sampling.values()) {
      String part = sampling.toString().toLowerCase(Locale.ROOT);
      PathLength.Protocol protocol = new PathLength.Protocol(
          sampling, evidence.reference().settings().samples(), BATCH, seed(evidence));
      found.add(measured(evidence, "ppl-z-" + part, inZ.inZ(generator.latent(), protocol)));
      if (generator instanceof MapsLatents halves) {
        PathLength inW = new PathLength(halves::synthesize, (a, b) -> distance(extractor, a, b));
        found.add(measured(
            evidence, "ppl-w-" + part, inW.inW(generator.latent(), halves::map, protocol)));
      }
    }
    return found;
  }

  private static Measurement measured(Evidence evidence, String name, PathLength.Result result) {
    Map<String, String> settings = Map.of(
        "epsilon",
        "1e-4",
        "steps",
        Integer.toString(result.samples()),
        "way",
        result.way().toString(),
        "kept",
        "1st to 99th percentile");
    return Measurement.of(result.mean(), Better.LOWER, evidence.onFeatures(name, settings));
  }

  private static Tensor turns(long count, int classes) {
    long[] labels = new long[Math.toIntExact(count)];
    Arrays.setAll(labels, i -> i % classes);
    return Tensor.of(labels, count);
  }

  private static Tensor distance(FeatureExtractor extractor, Tensor a, Tensor b) {
    return extractor.perceptual(a).minus(extractor.perceptual(b)).square().sum(1);
  }
}
