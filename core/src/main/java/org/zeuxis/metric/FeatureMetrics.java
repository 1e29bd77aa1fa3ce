package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/** Metrics of features as entries of the catalogue: the numbers with their protocol. */
final class FeatureMetrics {
  /** Training images that are drawn beside a generated one. */
  private static final int NEIGHBOURS = 5;

  /** Generated images that are drawn beside their neighbours. */
  private static final int DRAWN = 12;

  /** The usual level of significance. */
  private static final double ALARM = 0.01;

  private FeatureMetrics() {}

  private static Tensor real(Evidence evidence) {
    return evidence.reference().features().vectors();
  }

  private static Tensor generated(Evidence evidence) {
    return evidence.features().vectors();
  }

  private static long seed(Evidence evidence) {
    return evidence.reference().settings().seed();
  }

  static List<Measurement> fid(Evidence evidence) {
    Moments real = evidence.reference().moments();
    Moments generated = Moments.of("generated", generated(evidence));
    double value = FrechetDistance.between(real, generated);
    return List.of(
        Measurement.of(value, Better.LOWER, evidence.onFeatures("fid", Map.of("ddof", "1")))
            .withNotes(tooFew(real, generated)));
  }

  private static List<String> tooFew(Moments real, Moments generated) {
    return real.rankDeficient() || generated.rankDeficient()
        ? List.of("far too large: fewer images than the " + real.width()
            + " features, so the covariances lack rank; compare such numbers with each other only")
        : List.of();
  }

  static List<Measurement> fidInfinity(Evidence evidence) {
    FidInfinity.Result result =
        FidInfinity.of(evidence.reference().moments(), generated(evidence), seed(evidence));
    List<FidInfinity.Point> points = result.points();
    return List.of(Measurement.of(
            result.value(),
            Better.LOWER,
            evidence.onFeatures(
                "fid-infinity",
                Map.of(
                    "points", Integer.toString(points.size()),
                    "smallest", Integer.toString(points.get(0).images()))))
        .withNotes(
            points.get(0).images() <= evidence.reference().moments().width()
                ? List.of("no line: the smallest of its FIDs are of fewer images than the "
                    + evidence.reference().moments().width() + " features")
                : List.of()));
  }

  static List<Measurement> kid(Evidence evidence) {
    KernelDistance.Result result =
        KernelDistance.between(real(evidence), generated(evidence), seed(evidence));
    Map<String, String> settings = Map.of(
        "subsets", Integer.toString(result.subsets()),
        "subset size", Integer.toString(result.subsetSize()),
        "kernel", "(x·y/d+1)³");
    return List.of(Measurement.of(result.mean(), Better.LOWER, evidence.onFeatures("kid", settings))
        .withDeviation(result.subsets() == 1 ? null : result.deviation()));
  }

  static List<Measurement> precisionRecall(Evidence evidence) {
    PrecisionRecall.Result result = PrecisionRecall.of(real(evidence), generated(evidence));
    Map<String, String> settings = Map.of("k", Integer.toString(result.neighbours()));
    return List.of(
        Measurement.of(
            result.precision(), Better.HIGHER, evidence.onFeatures("precision", settings)),
        Measurement.of(result.recall(), Better.HIGHER, evidence.onFeatures("recall", settings)));
  }

  static List<Measurement> densityCoverage(Evidence evidence) {
    DensityCoverage.Result result = DensityCoverage.of(real(evidence), generated(evidence));
    Map<String, String> settings = Map.of("k", Integer.toString(result.neighbours()));
    return List.of(
        Measurement.of(result.density(), Better.HIGHER, evidence.onFeatures("density", settings)),
        Measurement.of(
            result.coverage(), Better.HIGHER, evidence.onFeatures("coverage", settings)));
  }

  static List<Measurement> inceptionScore(Evidence evidence) {
    InceptionScore.Result result = InceptionScore.of(inRandomOrder(evidence));
    Map<String, String> settings = Map.of(
        "splits",
        Integer.toString(result.splits()),
        "order",
        evidence.generator().isPresent() ? "as generated" : "by the seed");
    return List.of(Measurement.of(result.mean(), Better.HIGHER, evidence.onFeatures("is", settings))
        .withDeviation(result.deviation()));
  }

  /** Files often lie class by class; in such an order a split would hold one class. */
  private static Tensor inRandomOrder(Evidence evidence) {
    Tensor probabilities = evidence.features().probabilities();
    if (evidence.generator().isPresent()) {
      return probabilities;
    }
    long[] order = Arrays.stream(RandomChoice.order(evidence.count(), seed(evidence)))
        .asLongStream()
        .toArray();
    return probabilities.indexSelect(0, Tensor.of(order, order.length));
  }

  static List<Measurement> classFid(Evidence evidence) {
    Dataset data = evidence.reference().real();
    int[] indices = evidence.reference().indices();
    Map<String, Double> parts = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    int few = 0;
    for (int c = 0; c < data.classNames().size(); c++) {
      int wanted = c;
      Tensor real = rows(real(evidence), indices.length, i -> data.label(indices[i]) == wanted);
      Tensor made = rows(
          generated(evidence),
          evidence.generated().size(),
          i -> evidence.generated().label(i) == wanted);
      if (real.size(0) < 2 || made.size(0) < 2) {
        notes.add("class " + data.classNames().get(c) + " is left out: " + real.size(0)
            + " real and " + made.size(0) + " generated images, expected 2 of each");
      } else {
        parts.put(data.classNames().get(c), FrechetDistance.between(real, made));
        few += Math.min(real.size(0), made.size(0)) <= real.size(1) ? 1 : 0;
      }
    }
    if (few > 0) {
      notes.add("far too large: " + few + " classes have fewer images than the "
          + real(evidence).size(1) + " features; compare such numbers with each other only");
    }
    double mean = parts.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    return List.of(
        Measurement.of(mean, Better.LOWER, evidence.onFeatures("class-fid", Map.of("ddof", "1")))
            .withParts(parts)
            .withNotes(notes));
  }

  /** The images that look most copied are drawn, each with its nearest training images. */
  static List<Measurement> memorisation(Evidence evidence) {
    Reference reference = evidence.reference();
    Tensor train = reference.allFeatures().vectors();
    int neighbours = (int) Math.min(NEIGHBOURS, train.size(0));
    Memorisation.Result result = Memorisation.of(
        generated(evidence), train, reference.heldOutFeatures().vectors(), neighbours);
    int[] rows = suspicious(generated(evidence), train, result.nearest());
    evidence.draw(
        "neighbours",
        NeighbourGrid.of(
            ImageBatches.of(evidence.generated()).read(rows),
            ImageBatches.of(reference.real()),
            Arrays.stream(rows).mapToObj(result.nearest()::get).toList()));
    Map<String, String> settings = Map.of(
        "training images", Long.toString(train.size(0)),
        "held-out images", Long.toString(reference.heldOutFeatures().vectors().size(0)),
        "test", "Mann-Whitney U, one-sided; small: closer to the training images than unseen ones");
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("z", result.z());
    parts.put("median distance", result.generatedMedian());
    parts.put("of held-out", result.heldOutMedian());
    parts.put("share to train", result.share());
    parts.put("expected share", result.expectedShare());
    return List.of(
        Measurement.of(result.p(), Better.NONE, evidence.onFeatures("memorisation", settings))
            .withParts(parts)
            .withNotes(
                result.p() < ALARM
                    ? List.of(
                        "generated images are closer to the training images than held-out ones are")
                    : List.of()));
  }

  /**
   * The generated images that are much closer to one training image than to the next ones: a copy
   * is, while the most frequent kind of image is close to many.
   */
  private static int[] suspicious(Tensor generated, Tensor train, List<List<Integer>> neighbours) {
    double[] first = distances(generated, train, neighbours, 0);
    double[] last = distances(generated, train, neighbours, neighbours.get(0).size() - 1);
    return IntStream.range(0, first.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> first[i] / Math.max(last[i], Double.MIN_NORMAL)))
        .limit(DRAWN)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] distances(
      Tensor generated, Tensor train, List<List<Integer>> neighbours, int rank) {
    long[] rows = neighbours.stream().mapToLong(row -> row.get(rank)).toArray();
    return generated
        .minus(train.indexSelect(0, Tensor.of(rows, rows.length)))
        .norm(1)
        .to(DType.FLOAT64)
        .toDoubles();
  }

  private interface Chooser {
    boolean takes(int row);
  }

  private static Tensor rows(Tensor all, int count, Chooser chooser) {
    long[] rows =
        LongStream.range(0, count).filter(row -> chooser.takes((int) row)).toArray();
    return all.indexSelect(0, Tensor.of(rows, rows.length));
  }
}
