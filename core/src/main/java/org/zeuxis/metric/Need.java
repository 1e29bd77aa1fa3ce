package org.zeuxis.metric;

import java.util.Arrays;
import java.util.Optional;
import org.zeuxis.data.PointSet;

/** What a metric can do nothing without. */
enum Need {
  IMAGES("it is for images"),
  FEATURES("features are of images, the data are points"),
  COVARIANCE("there are more than 4096 features, whose covariance would take hours"),
  SMALL_IMAGES("it holds all images in memory, and these are larger than 64x64 pixels in colour"),
  GENERATOR("it asks the generator itself, not its images"),
  PRIOR("it walks between latents of the prior, of which only some were to be used"),
  PROBABILITIES("the extractor knows no classes"),
  HELD_OUT("the data have no held-out part; name one with --held-out"),
  CLASSES("the generated images have no classes"),
  HELD_OUT_CLASSES("the held-out images have other classes than the data"),
  MODES("the data are no mixture with known modes, as ring and grid are"),
  STACKED_DIGITS("the data are not stacked-mnist");

  static final int MOST_FEATURES = 4096;
  private static final int MOST_VALUES = 3 * 64 * 64;

  private final String reason;

  Need(String reason) {
    this.reason = reason;
  }

  private boolean isMet(Evidence evidence) {
    return switch (this) {
      case IMAGES, FEATURES -> evidence.reference().real().isImages();
      case COVARIANCE -> evidence.reference().features().vectors().size(1) <= MOST_FEATURES;
      case SMALL_IMAGES ->
        Arrays.stream(evidence.reference().real().sampleShape()).reduce(1, Math::multiplyExact)
            <= MOST_VALUES;
      case GENERATOR -> evidence.generator().isPresent();
      case PRIOR -> evidence.sampling().isEmpty();
      case PROBABILITIES -> evidence.reference().features().probabilities() != null;
      case HELD_OUT -> evidence.reference().heldOut().isPresent();
      case CLASSES -> evidence.isLabelled();
      case HELD_OUT_CLASSES ->
        evidence
            .reference()
            .heldOut()
            .orElseThrow()
            .classNames()
            .equals(evidence.reference().real().classNames());
      case MODES ->
        evidence.reference().real() instanceof PointSet set && !set.modes().isEmpty();
      case STACKED_DIGITS -> evidence.reference().real().name().equals("stacked-mnist");
    };
  }

  /** Why the metric cannot be measured, if it cannot. */
  Optional<String> obstacle(Evidence evidence) {
    return isMet(evidence) ? Optional.empty() : Optional.of(reason);
  }
}
