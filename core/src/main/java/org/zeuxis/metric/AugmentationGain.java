package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;

/**
 * What generated images are worth as additional training data: the macro-F1 of the same classifier,
 * on real images it has not seen, trained without and with them, shown as many images either way.
 *
 * @param without macro-F1 by seed, trained on real images alone
 * @param with macro-F1 by seed, trained on real and generated ones
 */
public record AugmentationGain(List<Double> without, List<Double> with) {
  public AugmentationGain {
    without = List.copyOf(without);
    with = List.copyOf(with);
    if (without.size() != with.size() || without.size() < 2) {
      throw new IllegalArgumentException(
          "augmentation gain: expected two lists of one length, at least 2, got " + without.size()
              + " and " + with.size());
    }
  }

  /**
   * Trains twice for each seed.
   *
   * @param real what there is without generated images
   * @param generated labelled with the classes that they were made for
   * @param test real images of the same classes, not among {@code real}
   * @param seeds at least 2, numbered from {@code firstSeed}
   * @throws InvalidInputException if the sets do not go together or show one class only
   */
  public static AugmentationGain measure(
      Dataset real,
      Dataset generated,
      Dataset test,
      int seeds,
      long firstSeed,
      Device device,
      ProgressListener progress) {
    if (seeds < 2) {
      throw new InvalidInputException(
          "augmentation gain: needs at least 2 seeds for a standard error, got " + seeds);
    }
    Dataset both = new JoinedSet(real, generated);
    long images = ClassifierTraining.budget(both);
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      ClassifierTraining training = new ClassifierTraining(firstSeed + i, device, progress);
      without.add(macroF1(training, real, test, images));
      with.add(macroF1(training, both, test, images));
    }
    return new AugmentationGain(without, with);
  }

  private static double macroF1(
      ClassifierTraining training, Dataset learnt, Dataset test, long images) {
    try (Classifier classifier = training.train(learnt, Optional.of(test), images)) {
      return classifier.confusion(test).macroF1();
    }
  }

  /** The mean over seeds of with minus without. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < with.size(); i++) {
      sum += with.get(i) - without.get(i);
    }
    return sum / with.size();
  }

  /** Of the mean: the standard deviation of the differences (n - 1) over √n. */
  public double standardError() {
    double squares = 0;
    for (int i = 0; i < with.size(); i++) {
      double deviation = with.get(i) - without.get(i) - mean();
      squares += deviation * deviation;
    }
    return Math.sqrt(squares / (with.size() - 1) / with.size());
  }
}
