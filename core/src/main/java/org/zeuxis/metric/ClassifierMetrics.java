package org.zeuxis.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Device;

/** Metrics that ask classifiers as entries of the catalogue: the numbers with their protocol. */
final class ClassifierMetrics {
  private static final String DIGITS = "mnist";

  /** Classifiers that are trained with generated images, and as many without. */
  private static final int SEEDS = 3;

  /** Metz 2017 and PacGAN count the modes of as many images. */
  private static final int STACKED_SAMPLES = 26_000;

  private ClassifierMetrics() {}

  static List<Measurement> ganTest(Evidence evidence) {
    Classifier ofReal = evidence.reference().classifier();
    return List.of(accuracy(
        evidence,
        "gan-test",
        ofReal.confusion(evidence.generated()),
        Map.of("classifier's accuracy on real images", accuracy(ofReal))));
  }

  static List<Measurement> ganTrain(Evidence evidence) {
    Reference reference = evidence.reference();
    Dataset test = reference.heldOut().orElseThrow();
    Confusion found =
        ClassifierScores.ganTrain(evidence.generated(), test, reference.classifierTraining());
    return List.of(accuracy(
        evidence,
        "gan-train",
        found,
        Map.of(
            "test images", Integer.toString(test.size()),
            "accuracy of one trained on real images", accuracy(reference.classifier()))));
  }

  static List<Measurement> augmentationGain(Evidence evidence) {
    Reference reference = evidence.reference();
    Dataset test = reference.heldOut().orElseThrow();
    AugmentationGain gain = AugmentationGain.measure(
        reference.real(),
        evidence.generated(),
        test,
        SEEDS,
        reference.settings().seed(),
        Device.CPU,
        reference.progress());
    Map<String, String> settings =
        Map.of("seeds", Integer.toString(SEEDS), "test images", Integer.toString(test.size()));
    Protocol protocol = evidence.onSamples(
        "augmentation-gain", reference.real().size(), evidence.generated().size(), settings);
    return List.of(Measurement.of(gain.mean(), Better.HIGHER, protocol)
        .withDeviation(gain.standardError())
        .withNotes(List.of("macro-F1 with generated images less that without; ± standard error")));
  }

  private static String accuracy(Classifier classifier) {
    return classifier.facts().get("accuracy");
  }

  private static Measurement accuracy(
      Evidence evidence, String name, Confusion found, Map<String, String> settings) {
    Map<String, Double> classes = new LinkedHashMap<>();
    for (int c = 0; c < found.classNames().size(); c++) {
      classes.put(found.classNames().get(c), found.accuracy(c));
    }
    Protocol protocol = evidence.onSamples(
        name, evidence.reference().real().size(), evidence.generated().size(), settings);
    return Measurement.of(found.accuracy(), Better.HIGHER, protocol).withParts(classes);
  }

  static List<Measurement> stackedModes(Evidence evidence) {
    Reference reference = evidence.reference();
    try (Classifier digits = digits(reference)) {
      StackedMnistCoverage.Result result =
          StackedMnistCoverage.of(ImageBatches.of(evidence.generated()), digits::classes);
      Map<String, String> settings =
          Map.of("digit classifier", digits.hash(), "its accuracy", accuracy(digits));
      List<String> notes = result.samples() == STACKED_SAMPLES
          ? List.of()
          : List.of("the published figures are of " + STACKED_SAMPLES + " samples (--samples "
              + STACKED_SAMPLES + ")");
      return List.of(
          Measurement.of(
                  result.modes(),
                  Better.HIGHER,
                  evidence.onSamples("stacked-modes", 0, result.samples(), settings))
              .withNotes(notes),
          Measurement.of(
              result.divergence(),
              Better.LOWER,
              evidence.onSamples("stacked-kl", 0, result.samples(), settings)));
    }
  }

  private static Classifier digits(Reference reference) {
    Dataset train = DataSource.open(DIGITS, reference.digitOptions(), reference.progress());
    Dataset test =
        DataSource.open(DIGITS, reference.digitOptions().withTestSplit(true), reference.progress());
    return reference.extractors().classifier(train, Optional.of(test));
  }
}
