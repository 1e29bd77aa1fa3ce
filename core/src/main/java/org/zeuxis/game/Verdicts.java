package org.zeuxis.game;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zeuxis.TrainingFailedException;

/**
 * What a discriminator said of as many real samples as generated ones: what its scores are
 * calibrated on.
 */
public final class Verdicts {
  private final double[] real;
  private final long[] labels;
  private final double[] generated;

  /**
   * Logits.
   *
   * @param real of real samples
   * @param labels the class of each real sample
   * @param generated of generated samples, of the same classes
   * @throws TrainingFailedException if one is not finite
   */
  public Verdicts(double[] real, long[] labels, double[] generated) {
    if (real.length == 0 || labels.length != real.length || generated.length != real.length) {
      throw new IllegalArgumentException("Verdicts: expected as many real samples, labels and"
          + " generated samples, at least one, got " + real.length + ", " + labels.length + " and "
          + generated.length);
    }
    requireFinite(real);
    requireFinite(generated);
    this.real = real.clone();
    this.labels = labels.clone();
    this.generated = generated.clone();
  }

  static double[] requireFinite(double[] logits) {
    if (!Arrays.stream(logits).allMatch(Double::isFinite)) {
      throw new TrainingFailedException("the discriminator's logits are not finite");
    }
    return logits;
  }

  /** Logits of real samples. */
  double[] real() {
    return real.clone();
  }

  /** Logits of the real samples of a class; of all where there is none of it. */
  double[] real(long label) {
    double[] ofClass = IntStream.range(0, real.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> real[i])
        .toArray();
    return ofClass.length > 0 ? ofClass : real();
  }

  /** Logits of generated samples. */
  double[] generated() {
    return generated.clone();
  }
}
