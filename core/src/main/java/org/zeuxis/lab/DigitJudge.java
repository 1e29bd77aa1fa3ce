package org.zeuxis.lab;

import java.util.Optional;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.metric.Classifier;
import org.zeuxis.metric.ClassifierTraining;
import org.zeuxis.metric.FrechetDistance;

/** FID on digits of 8×8 pixels, by the features of a small classifier of them. */
final class DigitJudge implements AutoCloseable {
  private final Dataset data;
  private final Classifier classifier;
  private final Tensor real;

  private DigitJudge(Dataset data, Classifier classifier, Tensor real) {
    this.data = data;
    this.classifier = classifier;
    this.real = real;
  }

  /**
   * Trains the classifier.
   *
   * @param images that it is shown, repeated ones counted
   */
  static DigitJudge train(long images, long seed, ProgressListener progress) {
    Dataset data =
        DataSource.open("digits", DataOptions.defaults().withSize(DigitCloud.SIDE), progress);
    Classifier classifier =
        new ClassifierTraining(seed, Device.CPU, progress).train(data, Optional.empty(), images);
    int pixels = DigitCloud.SIDE * DigitCloud.SIDE;
    float[] all = new float[data.size() * pixels];
    for (int i = 0; i < data.size(); i++) {
      data.read(i, false, all, i * pixels);
    }
    try (Scope scope = new Scope()) {
      Tensor images8 = Tensor.of(all, data.size(), 1, DigitCloud.SIDE, DigitCloud.SIDE);
      return new DigitJudge(
          data, classifier, classifier.features(images8).vectors().retain());
    }
  }

  Dataset data() {
    return data;
  }

  /** The share of digits kept out of its training that the classifier reads rightly. */
  double accuracy() {
    return classifier.report().accuracy();
  }

  /** FID against all real digits. */
  double fid(Tensor images) {
    try (Scope scope = new Scope()) {
      return FrechetDistance.between(real, classifier.features(images).vectors());
    }
  }

  @Override
  public void close() {
    real.close();
    classifier.close();
  }
}
