package org.zeuxis.metric;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * How near an image is to the one that it should be, pair by pair. All are symmetric; the mean of a
 * set is that of its pairs. For a distance by what a network sees, {@link FeatureDistance}.
 */
public final class ImagePairs {
  private static final double LEVELS = 255;

  /**
   * Red, green and blue in Y, whose range is 16..235: Rec. ITU-R BT.601, as MATLAB's
   * {@code rgb2ycbcr} has it, for levels 0..255.
   */
  private static final double[] LUMA = {65.481 / LEVELS, 128.553 / LEVELS, 24.966 / LEVELS};

  private static final double BLACK = 16;

  private static final int PAIRS_AT_ONCE = 8;

  /** What of the images is compared. */
  public enum Channels {
    /** Every channel as it is. */
    ALL,
    /**
     * The luma Y of YCbCr, in whole levels from 16 to 235 while the peak remains 255, as papers on
     * super-resolution measure it (SRGAN, arXiv:1609.04802, section 3.1, which leaves a border of 4
     * pixels out). Images of one channel stay as they are.
     */
    LUMA
  }

  private ImagePairs() {}

  /**
   * Mean absolute difference, in units in which black is 0 and white is 1: {@code |x - y| / 2} for
   * pixels in [-1,1], neither rounded nor clipped.
   *
   * @param output {@code [N,C,H,W]} in [-1,1]
   * @param target of the same shape
   * @return float64 {@code [N]} in [0,1]
   * @throws org.zeuxis.engine.ShapeException if the shapes differ
   * @throws InvalidInputException for no images and NaN
   */
  public static Tensor l1(Tensor output, Tensor target) {
    require("l1", output, target);
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor difference = output.to(DType.FLOAT64).minus(target.to(DType.FLOAT64));
      return scope.keep(difference.abs().mean(1, 2, 3).dividedBy(2));
    }
  }

  /**
   * Peak signal-to-noise ratio, {@code 10 log₁₀(255² / MSE)}, of images in 8 bits, as files hold
   * them; the squares are averaged over pixels and channels.
   *
   * <p>That of equal images would be infinite. They get the value of images that differ by one
   * level in one of their n numbers, {@code 10 log₁₀(255² n)}, the highest that others can have, so
   * that means are finite.
   *
   * @param output {@code [N,C,H,W]} in [-1,1]
   * @param target of the same shape
   * @return float64 {@code [N]}, dB, at least 0
   * @throws org.zeuxis.engine.ShapeException if the shapes differ
   * @throws InvalidInputException for no images and NaN, luma of other than 1 or 3 channels
   */
  public static Tensor psnr(Tensor output, Tensor target, Channels channels) {
    require("psnr", output, target);
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor difference = levels(output, channels).minus(levels(target, channels));
      double least = (double) difference.size(0) / difference.count();
      Tensor noise = difference.square().mean(1, 2, 3).clamp(least, LEVELS * LEVELS);
      Tensor ratio = noise.dividedBy(LEVELS * LEVELS).log().times(-10 / Math.log(10));
      return scope.keep(ratio);
    }
  }

  /**
   * Structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004) of images in 8 bits: a Gaussian
   * window of 11×11 pixels, σ 1.5, K 0.01 and 0.03, at each place where all of it fits; the mean
   * over places, and over channels, each by itself.
   *
   * @param output {@code [N,C,H,W]} in [-1,1], H and W ≥ 11
   * @param target of the same shape
   * @return float64 {@code [N]} in [-1,1], 1 for equal images
   * @throws org.zeuxis.engine.ShapeException if the shapes differ
   * @throws InvalidInputException for smaller images, no images and NaN, luma of other than 1 or 3
   *     channels
   */
  public static Tensor ssim(Tensor output, Tensor target, Channels channels) {
    require("ssim", output, target);
    int window = StructuralSimilarity.WINDOW;
    if (Math.min(output.size(2), output.size(3)) < window) {
      throw new InvalidInputException("ssim: needs images of at least " + window + "×" + window
          + " pixels, got " + output.size(2) + "×" + output.size(3));
    }
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor x = StructuralSimilarity.planes(levels(output, channels).dividedBy(LEVELS));
      Tensor y = StructuralSimilarity.planes(levels(target, channels).dividedBy(LEVELS));
      Tensor places = StructuralSimilarity.between(x, y, window, true);
      return scope.keep(places.reshape(output.size(0), -1).mean(1));
    }
  }

  /**
   * A measure of every pair of two sets, a few pairs at a time.
   *
   * @param outputs images
   * @param targets of the same number and shape, the first of the first output
   * @param measure images {@code [n,C,H,W]}, twice → {@code [n]}
   * @return one value for each pair
   * @throws InvalidInputException if the sets differ in number or shape
   */
  public static double[] each(
      ImageBatches outputs, ImageBatches targets, BinaryOperator<Tensor> measure) {
    if (outputs.count() != targets.count() || !Arrays.equals(outputs.shape(), targets.shape())) {
      throw new InvalidInputException("pairs: expected as many targets as outputs, of their shape, "
          + outputs.count() + " of " + Arrays.toString(outputs.shape()) + ", got "
          + targets.count() + " of " + Arrays.toString(targets.shape()));
    }
    double[] values = new double[outputs.count()];
    for (int at = 0; at < values.length; at += PAIRS_AT_ONCE) {
      int[] block =
          IntStream.range(at, Math.min(values.length, at + PAIRS_AT_ONCE)).toArray();
      try (Scope scope = new Scope()) {
        Tensor found = measure.apply(outputs.read(block), targets.read(block));
        System.arraycopy(found.toDoubles(), 0, values, at, block.length);
      }
    }
    return values;
  }

  /** Both are images, finite, and of one shape. */
  static void require(String metric, Tensor output, Tensor target) {
    ImageBatches.require(metric, "output", output, 1);
    target.requireShape(metric + "(target)", "[N,C,H,W]", output.shape());
    ImageBatches.require(metric, "target", target, 1);
  }

  /** {@code [N,C,H,W]} in [-1,1] → float64 whole numbers {@code [N,C or 1,H,W]} in 0..255. */
  private static Tensor levels(Tensor images, Channels channels) {
    Tensor levels = bytes(NetworkInput.Range.UINT8.of(images));
    return channels == Channels.ALL || images.size(1) == 1 ? levels : luma(levels);
  }

  private static Tensor luma(Tensor levels) {
    if (levels.size(1) != 3) {
      throw new InvalidInputException(
          "luma: is of images with 1 or 3 channels, got " + levels.size(1));
    }
    Tensor weights = Tensor.of(LUMA, 1, 3, 1, 1).to(levels.device());
    return bytes(levels.times(weights).sum(1).unsqueeze(1).plus(BLACK + 0.5));
  }

  /** ⌊x⌋, for x in [0,256), as float64. */
  private static Tensor bytes(Tensor x) {
    return x.to(DType.UINT8).to(DType.FLOAT64);
  }
}
