package org.zeuxis.metric;

import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;

/**
 * What a classifier that saw only one side makes of the other, per class and in all.
 *
 * <p>GAN-train and GAN-test are of Shmelkov et al. 2018 (arXiv:1807.09499); GAN-train is the
 * classification accuracy score of Ravuri, Vinyals 2019 (arXiv:1905.10887).
 */
public final class ClassifierScores {
  private ClassifierScores() {}

  /**
   * A classifier trained on generated images, tested on real ones it has never seen: low where the
   * generated images are bad or leave out what the real ones show. To be held against a classifier
   * trained on real images.
   *
   * @param generated labelled with the classes that they were made for
   * @param realTest the held-out real images
   */
  public static Confusion ganTrain(
      Dataset generated, Dataset realTest, ClassifierTraining training) {
    requireSameClasses(generated, realTest);
    try (Classifier classifier = training.train(generated, Optional.of(realTest))) {
      return classifier.confusion(realTest);
    }
  }

  /**
   * A classifier trained on real images, tested on generated ones: low where a generated image does
   * not show its class. It says nothing about diversity.
   *
   * @param generated labelled with the classes that they were made for
   */
  public static Confusion ganTest(Classifier ofReal, Dataset generated) {
    return ofReal.confusion(generated);
  }

  private static void requireSameClasses(Dataset generated, Dataset realTest) {
    if (generated.classNames().size() != realTest.classNames().size()) {
      throw new InvalidInputException(
          "gan-train: the generated images have " + generated.classNames().size()
              + " classes, the real ones of " + realTest.name() + " "
              + realTest.classNames().size());
    }
    if (generated.classNames().size() < 2) {
      throw new InvalidInputException(
          "gan-train: needs at least 2 classes, and " + realTest.name() + " has one");
    }
  }
}
