package org.zeuxis.metric;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Tensor;

/**
 * The features and classes of a {@link Classifier} that was trained on the data themselves: for
 * where no weights are at hand, and for images that no network of photographs knows.
 */
public final class ClassifierFeatures implements FeatureExtractor {
  private final Classifier classifier;
  private final String hash;

  /** Takes the classifier over and closes it in the end. */
  public ClassifierFeatures(Classifier classifier) {
    this.classifier = classifier;
    hash = classifier.hash();
  }

  /** For its classes, and how well it tells them apart. */
  public Classifier classifier() {
    return classifier;
  }

  @Override
  public String name() {
    return "classifier";
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public String resizer() {
    return NetworkInput.NO_RESIZER;
  }

  @Override
  public Map<String, String> facts() {
    return classifier.facts();
  }

  @Override
  public Features extract(Tensor images) {
    return classifier.features(images);
  }

  @Override
  public List<Tensor> maps(Tensor images) {
    return classifier.maps(images);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
