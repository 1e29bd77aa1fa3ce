package org.zeuxis.metric;

import static org.zeuxis.metric.Better.HIGHER;
import static org.zeuxis.metric.Better.LOWER;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.NearestName;

/** The catalogue of what can be measured: one line a metric. */
public final class Metrics {
  /** Of all our definitions; it rises when a change moves a value. */
  static final int VERSION = 1;

  /** Takes so long that it is measured only where it is asked for by name. */
  static final String DEAR = "augmentation-gain";

  private static final List<Metric> ALL = List.of(
      features(
              "fid",
              "Fréchet distance of features (Heusel 2017)",
              Map.of("fid", LOWER),
              FeatureMetrics::fid)
          .needing(Need.COVARIANCE),
      features(
              "fid-infinity",
              "FID extrapolated to infinitely many images (Chong 2020)",
              Map.of("fid-infinity", LOWER),
              FeatureMetrics::fidInfinity)
          .needing(Need.COVARIANCE)
          .ofAtLeast(30),
      features(
          "kid",
          "kernel distance of features (Bińkowski 2018)",
          Map.of("kid", LOWER),
          FeatureMetrics::kid),
      features(
              "precision-recall",
              "share of good images, and of the data that are covered (Kynkäänniemi 2019)",
              both("precision", "recall"),
              FeatureMetrics::precisionRecall)
          .ofAtLeast(4),
      features(
              "density-coverage",
              "the same, robust against outliers (Naeem 2020)",
              both("density", "coverage"),
              FeatureMetrics::densityCoverage)
          .ofAtLeast(6),
      new Metric(
              "is",
              "inception score: each image of one class, all classes (Salimans 2016)",
              Map.of("is", HIGHER),
              Set.of(Need.FEATURES, Need.PROBABILITIES),
              FeatureMetrics::inceptionScore)
          .ofAtLeast(20),
      new Metric(
          "class-fid",
          "mean of the FID within each class, for conditional generators",
          Map.of("class-fid", LOWER),
          Set.of(Need.FEATURES, Need.COVARIANCE, Need.CLASSES),
          FeatureMetrics::classFid),
      new Metric(
          "gan-test",
          "accuracy on generated images of a classifier of real ones (Shmelkov 2018)",
          Map.of("gan-test", HIGHER),
          Set.of(Need.IMAGES, Need.CLASSES),
          ClassifierMetrics::ganTest),
      new Metric(
          "gan-train",
          "accuracy on real images of a classifier of generated ones (Shmelkov 2018, Ravuri 2019)",
          Map.of("gan-train", HIGHER),
          Set.of(Need.IMAGES, Need.CLASSES, Need.HELD_OUT, Need.HELD_OUT_CLASSES),
          ClassifierMetrics::ganTrain),
      new Metric(
          DEAR,
          "what generated images add to the training of a classifier, by name only (six trainings)",
          Map.of(DEAR, HIGHER),
          Set.of(Need.IMAGES, Need.CLASSES, Need.HELD_OUT, Need.HELD_OUT_CLASSES),
          ClassifierMetrics::augmentationGain),
      new Metric(
          "memorisation",
          "nearness to the training images against held-out ones (one-sided Mann-Whitney)",
          Map.of("memorisation", Better.NONE),
          Set.of(Need.FEATURES, Need.HELD_OUT),
          FeatureMetrics::memorisation),
      new Metric(
              "ms-ssim",
              "likeness of pairs of generated images (Odena 2017)",
              Map.of("ms-ssim", LOWER),
              Set.of(Need.IMAGES),
              ImageMetrics::msSsim)
          .ofAtLeast(4),
      new Metric(
          "swd",
          "sliced Wasserstein distance of patches (Karras 2018)",
          Map.of("swd", LOWER),
          Set.of(Need.IMAGES),
          ImageMetrics::slicedWasserstein),
      new Metric(
          "ppl",
          "perceptual path length in Z and, where there is one, W (Karras 2019)",
          Map.of("ppl-z-full", LOWER, "ppl-z-end", LOWER, "ppl-w-full", LOWER, "ppl-w-end", LOWER),
          Set.of(Need.FEATURES, Need.GENERATOR, Need.PRIOR),
          ImageMetrics::pathLength),
      new Metric(
          "parzen",
          "log-likelihood of held-out images by a Parzen window (Goodfellow 2014)",
          Map.of("parzen", HIGHER),
          Set.of(Need.IMAGES, Need.SMALL_IMAGES, Need.HELD_OUT),
          ImageMetrics::parzen),
      new Metric(
          "modes",
          "modes of a ring or grid that are hit, and how well (VEEGAN, PacGAN)",
          Map.of("modes", HIGHER, "high-quality", HIGHER, "modes-kl", LOWER),
          Set.of(Need.MODES),
          PointMetrics::modes),
      new Metric(
          "stacked-modes",
          "modes of Stacked MNIST that are hit (Metz 2017)",
          Map.of("stacked-modes", HIGHER, "stacked-kl", LOWER),
          Set.of(Need.IMAGES, Need.STACKED_DIGITS),
          ClassifierMetrics::stackedModes));

  private Metrics() {}

  private static Metric features(
      String name,
      String title,
      Map<String, Better> yields,
      Function<Evidence, List<Measurement>> measure) {
    return new Metric(name, title, yields, Set.of(Need.FEATURES), measure);
  }

  private static Map<String, Better> both(String first, String second) {
    Map<String, Better> yields = new LinkedHashMap<>();
    yields.put(first, HIGHER);
    yields.put(second, HIGHER);
    return yields;
  }

  /** All of them, in the order in which they are printed. */
  public static List<Metric> all() {
    return ALL;
  }

  /**
   * A metric by its name, or by that of a number it yields.
   *
   * @throws InvalidInputException naming the nearest
   */
  public static Metric named(String name) {
    return ALL.stream()
        .filter(metric -> metric.name().equals(name) || metric.yields().containsKey(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = ALL.stream().map(Metric::name).toList();
          List<String> all = Stream.concat(
                  names.stream(), ALL.stream().flatMap(m -> m.yields().keySet().stream()))
              .toList();
          return new InvalidInputException("metric '" + name + "' is unknown"
              + NearestName.to(name, all)
                  .map(near -> ", did you mean " + near + "?")
                  .orElse("")
              + " (known: " + String.join(", ", names) + ")");
        });
  }

  /** Which way is good of a number such as {@code recall}. */
  public static Better better(String measurement) {
    return named(measurement).yields().getOrDefault(measurement, Better.NONE);
  }

  /** The numbers that some metrics yield and that can be ranked by. */
  public static List<String> rankable(Collection<String> metrics) {
    return metrics.stream()
        .flatMap(name -> named(name).yields().entrySet().stream())
        .filter(entry -> entry.getValue() != Better.NONE)
        .map(Map.Entry::getKey)
        .distinct()
        .toList();
  }

  /** Whether one of some metrics yields a number. */
  public static boolean yields(Collection<String> metrics, String measurement) {
    return metrics.stream().anyMatch(name -> named(name).yields().containsKey(measurement));
  }

  /** Whether each of some metrics was measured. */
  public static boolean covers(Collection<String> metrics, Collection<Measurement> measured) {
    return metrics.stream().allMatch(name -> measured.stream()
        .anyMatch(measurement -> named(name).yields().containsKey(measurement.metric())));
  }
}
