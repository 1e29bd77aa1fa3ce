package org.zeuxis.metric;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.zeuxis.data.Dataset;
import org.zeuxis.game.Generates;

/**
 * One set of generated samples beside its reference: what metrics look at. Samples are drawn and
 * features extracted when first asked for, once.
 */
final class Evidence implements AutoCloseable {
  private final Reference reference;
  private final Once<Dataset> generated;
  private final int count;
  private final Generates generator;
  private final Map<String, BufferedImage> pictures = new LinkedHashMap<>();
  private final Once<Features> features;

  /** Samples from files. */
  Evidence(Reference reference, Dataset generated) {
    this(reference, () -> generated, generated.size(), null);
  }

  /**
   * Samples of a generator, as many as the reference says.
   *
   * @param drawn by it
   */
  Evidence(Reference reference, Generates generator, Supplier<Dataset> drawn) {
    this(reference, drawn, reference.settings().samples(), generator);
  }

  private Evidence(
      Reference reference, Supplier<Dataset> generated, int count, Generates generator) {
    this.reference = reference;
    this.generated = new Once<>(generated);
    features = new Once<>(() -> reference.extract(generated()));
    this.count = count;
    this.generator = generator;
  }

  Reference reference() {
    return reference;
  }

  Dataset generated() {
    return generated.get();
  }

  /** How many generated samples there are. */
  int count() {
    return count;
  }

  Optional<Generates> generator() {
    return Optional.ofNullable(generator);
  }

  /** How the samples were drawn; empty where they are of the generator's prior, or from files. */
  String sampling() {
    return generator == null ? "" : generator.sampling();
  }

  /** Whether the class of a generated sample is one that was asked for, of those of the data. */
  boolean isLabelled() {
    return generator != null
        ? generator.classes() > 1
        : reference.real().classNames().size() > 1
            && generated().classNames().equals(reference.real().classNames());
  }

  Features features() {
    return features.get();
  }

  /** Keeps a picture that says more than a number. */
  void draw(String name, BufferedImage picture) {
    pictures.put(name, picture);
  }

  Map<String, BufferedImage> pictures() {
    return pictures;
  }

  /** The protocol of a metric that looks at features. */
  Protocol onFeatures(String metric, Map<String, String> settings) {
    FeatureExtractor extractor = reference.extractor();
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(extractor.facts());
    return protocol(
        metric,
        extractor.name(),
        extractor.hash(),
        extractor.resizer(),
        reference.indices().length,
        count,
        all);
  }

  /** The protocol of a metric that looks at the samples themselves, and at so many of them. */
  Protocol onSamples(String metric, int real, int made, Map<String, String> settings) {
    return protocol(metric, "", "", NetworkInput.NO_RESIZER, real, made, settings);
  }

  private Protocol protocol(
      String metric,
      String extractor,
      String hash,
      String resizer,
      int real,
      int made,
      Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    if (!sampling().isEmpty()) {
      all.put(Protocol.SAMPLING, sampling());
    }
    return new Protocol(
        metric,
        Metrics.VERSION,
        extractor,
        hash,
        resizer,
        reference.real().name(),
        reference.split(),
        reference.real().fingerprint(),
        real,
        made,
        all,
        reference.settings().seed());
  }

  @Override
  public void close() {
    features.ifMade(Features::close);
  }
}
