package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;

/** About 80 s of one core's time. */
@Tag("slow")
class ClassifierOnMnistTest {
  private static final Path MNIST = Path.of("..", "..", "shared", "data", "mnist");

  @Test
  void ninetyNineOfAHundredDigitsAreRead() {
    Assumptions.assumeTrue(Files.exists(MNIST), () -> "skipped: no " + MNIST);
    DataOptions options = DataOptions.defaults();
    Dataset train = DataSource.open(MNIST.toString(), options, ProgressListener.NONE);
    Dataset test =
        DataSource.open(MNIST.toString(), options.withTestSplit(true), ProgressListener.NONE);
    ClassifierTraining training = new ClassifierTraining(1, Device.CPU, ProgressListener.NONE);
    try (Classifier classifier = training.train(train, Optional.of(test))) {
      assertThat(classifier.report().accuracy()).isGreaterThanOrEqualTo(0.99);
    }
  }
}
