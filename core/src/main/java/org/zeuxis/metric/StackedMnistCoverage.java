package org.zeuxis.metric;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * How many of the 1000 kinds of Stacked MNIST, three digits as red, green and blue, a generator
 * makes, as a digit classifier sees them (Metz et al. 2017, arXiv:1611.02163, section 3.3.1;
 * VEEGAN, PacGAN). The protocol is 26,000 samples; with fewer, fewer modes can be met.
 *
 * <p>The result is no better than the classifier, whose accuracy belongs beside it.
 */
public final class StackedMnistCoverage {
  private static final String NAME = "stacked-mnist-coverage";
  private static final int DIGITS = 10;
  private static final int MODES = DIGITS * DIGITS * DIGITS;
  private static final int IMAGES_AT_ONCE = 256;

  private StackedMnistCoverage() {}

  /**
   * What was found.
   *
   * @param samples looked at; the protocol is 26,000
   * @param modes met at least once, of 1000
   * @param divergence KL(p_generated‖uniform) in nats: 0 is best, ln 1000 = 6.9 is one mode only
   */
  public record Result(int samples, int modes, double divergence) {}

  /**
   * Classifies all images.
   *
   * @param images of three channels
   * @param classifier {@code [N,1,H,W]} in [-1,1] → digits 0 … 9, int64 {@code [N]}
   * @throws InvalidInputException for no images, other than three channels, and NaN
   */
  public static Result of(ImageBatches images, UnaryOperator<Tensor> classifier) {
    if (images.shape()[0] != 3) {
      throw new InvalidInputException(
          NAME + ": images have " + images.shape()[0] + " channels, expected 3, one a digit");
    }
    if (images.count() == 0) {
      throw new InvalidInputException(NAME + ": needs at least 1 generated images, got 0");
    }
    int[] counts = new int[MODES];
    for (int at = 0; at < images.count(); at += IMAGES_AT_ONCE) {
      int from = at;
      int[] block = new int[Math.min(IMAGES_AT_ONCE, images.count() - at)];
      Arrays.setAll(block, i -> from + i);
      try (NoGrad noGrad = new NoGrad();
          Scope scope = new Scope()) {
        Tensor batch = images.read(block);
        ImageBatches.require(NAME, "generated", batch, 1);
        for (int mode : modes(batch, classifier)) {
          counts[mode]++;
        }
      }
    }
    int met = (int) Arrays.stream(counts).filter(count -> count > 0).count();
    return new Result(images.count(), met, ModeHistogram.divergenceFromUniform(counts));
  }

  /** 100 red + 10 green + blue. */
  private static int[] modes(Tensor batch, UnaryOperator<Tensor> classifier) {
    int[] modes = new int[(int) batch.size(0)];
    for (int channel = 0; channel < 3; channel++) {
      Tensor digits = classifier.apply(batch.narrow(1, channel, 1).contiguous());
      digits.requireShape("StackedMnistCoverage: classifier(images)", "[N]", modes.length);
      if (digits.type() != DType.INT64) {
        throw new IllegalArgumentException(
            "StackedMnistCoverage: expected classes as INT64, got " + digits.type());
      }
      long[] values = digits.toLongs();
      for (int i = 0; i < modes.length; i++) {
        if (values[i] < 0 || values[i] >= DIGITS) {
          throw new IllegalArgumentException(
              "StackedMnistCoverage: expected digits 0..9, the classifier says " + values[i]);
        }
        modes[i] = DIGITS * modes[i] + (int) values[i];
      }
    }
    return modes;
  }
}
