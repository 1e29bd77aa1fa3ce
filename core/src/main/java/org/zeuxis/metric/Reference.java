package org.zeuxis.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;

/**
 * The real side of an evaluation, which any number of generated sets is compared with. What is dear
 * is made when first asked for, once. For use by one thread.
 */
public final class Reference implements AutoCloseable {
  /**
   * What the comparison is made with.
   *
   * @param samples that are generated, and real ones, where there are so many
   * @param seed of every random choice
   */
  public record Settings(int samples, long seed) {
    public Settings {
      if (samples < 2) {
        throw new InvalidInputException("samples: expected >= 2, got " + samples);
      }
    }
  }

  private final Dataset real;
  private final String split;
  private final int[] indices;
  private final Settings settings;
  private final DataOptions options;
  private final ProgressListener progress;
  private final Once<Optional<Dataset>> heldOut;
  private final Once<FeatureExtractor> extractor;
  private final Once<Features> features;
  private final Once<Classifier> classifier;
  private final Once<Features> allFeatures;
  private final Once<Features> heldOutFeatures;
  private final Once<Moments> moments;

  private Reference(
      Dataset real,
      String split,
      Settings settings,
      DataOptions options,
      ProgressListener progress,
      Supplier<Optional<Dataset>> heldOutSource,
      String extractorSpec) {
    this.real = real;
    this.split = split;
    this.settings = settings;
    this.options = options;
    this.progress = progress;
    indices = FeatureReader.choose(real, settings.samples(), settings.seed());
    heldOut = new Once<>(heldOutSource);
    extractor = new Once<>(() -> extractors().open(extractorSpec, real, heldOut.get()));
    classifier = new Once<>(() -> extractors().classifier(real, heldOut.get()));
    features = new Once<>(() -> cached(real, settings.samples()));
    allFeatures = new Once<>(() -> cached(real, real.size()));
    heldOutFeatures = new Once<>(() -> cached(heldOut.get().orElseThrow(), settings.samples()));
    moments = new Once<>(() -> Moments.of("real", features.get().vectors()).retain());
  }

  /**
   * A reference; nothing dear is opened yet.
   *
   * @param source that {@code real} was opened from
   * @param options that {@code real} was opened with
   * @param heldOut a source of images that no training saw; empty for the test split of the source
   * @param features what images are compared by, such as {@code classifier}
   */
  public static Reference open(
      Dataset real,
      String source,
      DataOptions options,
      String heldOut,
      String features,
      Settings settings,
      ProgressListener progress) {
    String split = options.testSplit() ? "test" : DataSource.hasTestSplit(source) ? "train" : "all";
    return new Reference(
        real,
        split,
        settings,
        options,
        progress,
        () -> heldOut(real, source, options, heldOut, progress),
        features);
  }

  private static Optional<Dataset> heldOut(
      Dataset real, String source, DataOptions options, String named, ProgressListener progress) {
    boolean split = named.isEmpty();
    if (split && !DataSource.hasTestSplit(source)) {
      return Optional.empty();
    }
    DataOptions same = !real.isImages()
        ? options
        : options
            .withChannels(Math.toIntExact(real.sampleShape()[0]))
            .withSize(Math.toIntExact(real.sampleShape()[1]));
    try {
      return Optional.of(
          DataSource.open(split ? source : named, same.withTestSplit(split), progress));
    } catch (InvalidInputException e) {
      throw split ? e : new InvalidInputException("--held-out: " + e.getMessage(), e);
    }
  }

  Dataset real() {
    return real;
  }

  /** The real samples that are used, seeded. */
  int[] indices() {
    return indices.clone();
  }

  Settings settings() {
    return settings;
  }

  /** Of the source: {@code train}, {@code test}, or {@code all} where it is not split. */
  String split() {
    return split;
  }

  ProgressListener progress() {
    return progress;
  }

  Optional<Dataset> heldOut() {
    return heldOut.get();
  }

  FeatureExtractor extractor() {
    return extractor.get();
  }

  Extractors extractors() {
    return new Extractors(options.cache(), Device.CPU, settings.seed(), progress);
  }

  /** Trained on the real images, whatever the extractor is. */
  Classifier classifier() {
    return classifier.get();
  }

  /** As that classifier was trained, for others to be held against it. */
  ClassifierTraining classifierTraining() {
    return new ClassifierTraining(settings.seed(), Device.CPU, progress);
  }

  /** To open grey digits of the real images' size with. */
  DataOptions digitOptions() {
    return options.withChannels(1).withSize(Math.toIntExact(real.sampleShape()[1]));
  }

  private Features cached(Dataset data, int count) {
    try (Scope scope = new Scope()) {
      return new FeatureCache(options.cache().resolve("features"), progress)
          .of(data, extractor.get(), count, settings.seed())
          .retain();
    }
  }

  /** Of every real sample. */
  Features allFeatures() {
    return allFeatures.get();
  }

  /** Of the real samples. */
  Features features() {
    return features.get();
  }

  /** Of as many held-out samples. */
  Features heldOutFeatures() {
    return heldOutFeatures.get();
  }

  /** Of the real samples' features. */
  Moments moments() {
    return moments.get();
  }

  /** Features of other samples, which live until they are closed. */
  Features extract(Dataset samples) {
    try (Scope scope = new Scope()) {
      return new FeatureReader(extractor(), progress)
          .read(samples, ImageBlocks.all(samples))
          .retain();
    }
  }

  /**
   * Checks that generated samples can be compared with the real ones.
   *
   * @throws InvalidInputException if they are of another shape
   */
  void requireSameShape(Dataset generated) {
    if (real.isImages() != generated.isImages()) {
      throw new InvalidInputException(generated.name() + ": expected " + kind(real) + " as "
          + real.name() + " has, got " + kind(generated));
    }
    if (!Arrays.equals(real.sampleShape(), generated.sampleShape())) {
      throw new InvalidInputException(generated.name() + ": the generated samples are "
          + text(generated.sampleShape()) + ", the real ones " + text(real.sampleShape())
          + "; expected the same (--size and --channels bring both to one form)");
    }
  }

  private static String kind(Dataset data) {
    return data.isImages() ? "images" : "points of the plane";
  }

  private static String text(long[] shape) {
    return Arrays.toString(shape).replaceAll("[\\[\\] ]", "").replace(',', 'x');
  }

  @Override
  public void close() {
    extractor.ifMade(FeatureExtractor::close);
    classifier.ifMade(Classifier::close);
    features.ifMade(Features::close);
    allFeatures.ifMade(Features::close);
    heldOutFeatures.ifMade(Features::close);
    moments.ifMade(Moments::close);
  }
}
