package org.zeuxis.metric;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zeuxis.data.Dataset;
import org.zeuxis.game.Generates;

/**
 * One set of generated samples beside its reference: what metrics look at. Features are extracted
 * when first asked for, once.
 */
final class Evidence implements AutoCloseable {
  private final Reference reference;
  private final Dataset generated;
  private final Generates generator;
  private final Map<String, BufferedImage> pictures = new LinkedHashMap<>();
  private Features features;

  /**
   * Samples to be measured.
   *
   * @param generator that made them; null where they came from files
   */
  Evidence(Reference reference, Dataset generated, Generates generator) {
    this.reference = reference;
    this.generated = generated;
    this.generator = generator;
  }

  Reference reference() {
    return reference;
  }

  Dataset generated() {
    return generated;
  }

  Optional<Generates> generator() {
    return Optional.ofNullable(generator);
  }

  /** Whether the class of a generated sample is one that was asked for, of those of the data. */
  boolean isLabelled() {
    int classes = generator == null ? generated.classNames().size() : generator.classes();
    return classes > 1 && generated.classNames().equals(reference.real().classNames());
  }

  Features features() {
    if (features == null) {
      features = reference.extract(generated);
    }
    return features;
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
        generated.size(),
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
        settings,
        reference.settings().seed());
  }

  @Override
  public void close() {
    if (features != null) {
      features.close();
    }
  }
}
