package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Classifies;
import org.zeuxis.game.Translates;
import org.zeuxis.game.Translates.Comparison;

/**
 * Measures images that are made of images, beside what a game has to be better than: leaving the
 * image as it is, and the mean of the images that it was trained on.
 *
 * @param data what it is measured on: images that no training saw, where there are any
 * @param split of the data, {@code held-out} or {@code train}
 * @param trained what the game was trained on
 * @param extractor of the features
 * @param samples images, at most
 * @param seed of their choice
 */
public record TranslationEvaluation(
    Dataset data,
    String split,
    Dataset trained,
    FeatureExtractor extractor,
    int samples,
    long seed) {
  private static final int BATCH = 16;

  /** Training images whose mean is the simplest answer. */
  private static final int AVERAGED = 2_000;

  /** Of a kind of image by one maker: values pair by pair, and features of both sides. */
  private static final class Tally {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final List<Tensor> made = new ArrayList<>();
    private final List<Tensor> real = new ArrayList<>();

    void add(String metric, Tensor each) {
      for (double value : each.toDoubles()) {
        values.computeIfAbsent(metric, name -> new ArrayList<>()).add(value);
      }
    }
  }

  /**
   * Measures.
   *
   * @return l1, psnr, ssim and feature-distance where there is a truth, fid where there are real
   *     images; each protocol's settings say {@code of} what and {@code by} whom
   */
  public Evaluation.Result of(Translates game) {
    int count = Math.min(samples, data.size());
    Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
    try (Scope scope = new Scope();
        Loader loader = new Loader(
            data, Sampler.uniform(data.size(), seed), Math.min(BATCH, count), Views.PLAIN, 0)) {
      Tensor mean = mean();
      for (int done = 0; done < count; done += BATCH) {
        try (Scope step = new Scope()) {
          Batch batch = loader.next();
          add(
              tallies,
              batch.narrow(0, Math.min(batch.real().size(0), count - done)),
              game,
              mean,
              step);
        }
      }
      return measurements(tallies, count);
    }
  }

  /**
   * The accuracy of a classifier on the data, whose labels it was not trained with.
   *
   * @throws org.zeuxis.InvalidInputException if the data have no classes, or others
   */
  public Measurement accuracy(Classifies classifier) {
    return Measurement.of(
        TaskAccuracy.of(classifier, data),
        Better.HIGHER,
        protocol("accuracy", "target", "", data.size(), data.size(), false));
  }

  private void add(
      Map<String, Map<String, Tally>> tallies,
      Batch batch,
      Translates game,
      Tensor mean,
      Scope memory) {
    for (Comparison one : game.compare(batch)) {
      Map<String, Tally> byMaker =
          tallies.computeIfAbsent(one.what(), name -> new LinkedHashMap<>());
      add(byMaker, one, memory);
      if (one.by().isEmpty() && one.truth() != null && one.real() != null) {
        Tensor same = mean.expand(one.truth().shape());
        add(
            byMaker,
            new Comparison(one.what(), "mean image", same, one.truth(), one.real()),
            memory);
      }
    }
  }

  private Tensor mean() {
    int count = Math.min(AVERAGED, trained.size());
    try (Loader loader =
        new Loader(trained, Sampler.uniform(trained.size(), seed), 1, Views.PLAIN, 0)) {
      Tensor sum = loader.next().real();
      for (int i = 1; i < count; i++) {
        try (Scope scope = new Scope()) {
          sum.addInPlace(loader.next().real(), 1);
        }
      }
      return sum.dividedBy(count);
    }
  }

  private void add(Map<String, Tally> byMaker, Comparison one, Scope memory) {
    Tally tally = byMaker.computeIfAbsent(one.by(), name -> new Tally());
    if (one.truth() != null) {
      tally.add("l1", ImagePairs.l1(one.images(), one.truth()));
      tally.add("psnr", ImagePairs.psnr(one.images(), one.truth(), ImagePairs.Channels.ALL));
      if (one.images().size(2) >= StructuralSimilarity.WINDOW) {
        tally.add("ssim", ImagePairs.ssim(one.images(), one.truth(), ImagePairs.Channels.ALL));
      }
      tally.add("feature-distance", FeatureDistance.between(extractor, one.images(), one.truth()));
    }
    if (one.real() != null) {
      tally.made.addAll(features(one.images(), memory));
      tally.real.addAll(features(one.real(), memory));
    }
  }

  private List<Tensor> features(Tensor images, Scope memory) {
    return images.size(0) == 0
        ? List.of()
        : List.of(memory.keep(extractor.extract(images).vectors()));
  }

  private Evaluation.Result measurements(Map<String, Map<String, Tally>> tallies, int count) {
    List<Measurement> all = new ArrayList<>();
    Map<String, String> notMeasured = new LinkedHashMap<>();
    tallies.forEach((what, byMaker) -> byMaker.forEach((by, tally) -> {
      tally.values.forEach((metric, values) -> {
        double[] each = values.stream().mapToDouble(Double::doubleValue).toArray();
        Spread spread = Spread.of(each);
        Better better =
            metric.equals("psnr") || metric.equals("ssim") ? Better.HIGHER : Better.LOWER;
        boolean features = metric.equals("feature-distance");
        all.add(Measurement.of(
            spread.mean(), better, protocol(metric, what, by, count, count, features)));
      });
      int made = rows(tally.made);
      int real = rows(tally.real);
      if (Math.min(made, real) >= FrechetDistance.FEWEST) {
        fid(what, by, Tensor.cat(tally.real, 0), Tensor.cat(tally.made, 0)).ifPresent(all::add);
      } else if (made + real > 0) {
        notMeasured.put(
            "fid " + what,
            "needs " + FrechetDistance.FEWEST + " images made and as many real, got " + made
                + " and " + real);
      }
    }));
    return new Evaluation.Result(List.copyOf(all), notMeasured, Map.of());
  }

  private static int rows(List<Tensor> features) {
    return features.stream().mapToInt(part -> Math.toIntExact(part.size(0))).sum();
  }

  private Optional<Measurement> fid(String what, String by, Tensor real, Tensor made) {
    long features = real.size(1);
    if (features > Need.MOST_FEATURES) {
      return Optional.empty();
    }
    int realCount = Math.toIntExact(real.size(0));
    int madeCount = Math.toIntExact(made.size(0));
    List<String> notes = Math.min(realCount, madeCount) <= features
        ? List.of("too large: fewer images than the " + features
            + " features; compare such numbers with each other only")
        : List.of();
    Protocol protocol = protocol("fid", what, by, realCount, madeCount, true);
    return Optional.of(Measurement.of(FrechetDistance.between(real, made), Better.LOWER, protocol)
        .withNotes(notes));
  }

  private Protocol protocol(
      String metric, String what, String by, int real, int made, boolean features) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("of", what);
    settings.put("by", by.isEmpty() ? "run" : by);
    return new Protocol(
        metric,
        Metrics.VERSION,
        features ? extractor.name() : "",
        features ? extractor.hash() : "",
        features ? extractor.resizer() : "none",
        data.name(),
        split,
        data.fingerprint(),
        real,
        made,
        settings,
        seed);
  }
}
