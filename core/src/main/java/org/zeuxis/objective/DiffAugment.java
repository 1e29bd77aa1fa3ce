package org.zeuxis.objective;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Differentiable augmentation (Zhao et al. 2020, arXiv:2006.10738, section 3.2), in the paper's
 * order: colour, translation, cutout. Ranges and order are those of the authors' code.
 *
 * <p>The paper changes every image, p = 1. With p &lt; 1 an image is changed by all chosen policies
 * with probability p, else it stays as it is.
 *
 * <p>It can be differentiated any number of times.
 */
public final class DiffAugment implements Augmentation {
  /** A part of the augmentation. */
  public enum Policy {
    /**
     * Brightness: adds U(-0.5,0.5). Saturation: the distance from the pixel's mean over the
     * channels times U(0,2); nothing where there is one channel. Contrast: the distance from the
     * image's mean times U(0.5,1.5).
     */
    COLOUR,
    /** Shifts by whole pixels, up to an eighth of the side each way; what comes in is zero. */
    TRANSLATION,
    /**
     * A rectangle of half the sides becomes zero. Its centre is uniform over the image, so it may
     * stick out.
     */
    CUTOUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Set<Policy> policies;

  /** All policies, which the paper has for all but the largest data sets. */
  public DiffAugment() {
    this(EnumSet.allOf(Policy.class));
  }

  /**
   * Some of the policies.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DiffAugment(Set<Policy> policies) {
    if (policies.isEmpty()) {
      throw new IllegalArgumentException("DiffAugment: expected at least one policy of "
          + Arrays.toString(Policy.values()) + ", got none");
    }
    this.policies = EnumSet.copyOf(policies);
  }

  @Override
  public Tensor apply(Tensor images, double p, Rng rng) {
    Images.require("DiffAugment.apply", images, p);
    if (p == 0) {
      return images;
    }
    Draws draws = new Draws(rng, images.size(0));
    boolean[] chosen = draws.chosen(p);
    Tensor result = images;
    if (policies.contains(Policy.COLOUR)) {
      result = colour(
          result,
          Draws.where(chosen, draws.uniform(-0.5, 0.5), 0),
          Draws.where(chosen, draws.uniform(0, 2), 1),
          Draws.where(chosen, draws.uniform(0.5, 1.5), 1));
    }
    if (policies.contains(Policy.TRANSLATION)) {
      int right = Math.toIntExact((images.size(3) + 4) / 8);
      int down = Math.toIntExact((images.size(2) + 4) / 8);
      result = translate(
          result,
          Draws.where(chosen, draws.integers(-right, right), 0),
          Draws.where(chosen, draws.integers(-down, down), 0));
    }
    return policies.contains(Policy.CUTOUT) ? cutout(result, chosen, draws) : result;
  }

  /**
   * With factors s and c, addend b, the mean m of each pixel over the channels and the mean M of
   * each image: brightness x + b keeps all distances and moves both means by b, saturation s·(x -
   * m) + m keeps M, and contrast c·(x - M) + M. One after the other they are {@code c·s·x +
   * c·(1-s)·m + (1-c)·M + b}, which leaves an image with s = c = 1, b = 0 bit for bit.
   */
  static Tensor colour(Tensor images, double[] brightness, double[] saturation, double[] contrast) {
    boolean grey = images.size(1) == 1;
    int n = brightness.length;
    double[] ofPixel = new double[n];
    double[] ofMean = new double[n];
    double[] ofImage = new double[n];
    for (int i = 0; i < n; i++) {
      double s = grey ? 1 : saturation[i];
      ofPixel[i] = contrast[i] * s;
      ofMean[i] = contrast[i] * (1 - s);
      ofImage[i] = 1 - contrast[i];
    }
    Tensor mean = images.mean(1).unsqueeze(1);
    Tensor whole = mean.mean(2, 3).reshape(n, 1, 1, 1);
    Tensor added = mean.times(Images.each(images, ofMean))
        .plus(whole.times(Images.each(images, ofImage)).plus(Images.each(images, brightness)));
    return images.times(Images.each(images, ofPixel)).plus(added);
  }

  /** Shifts each image by whole pixels; zeros come in. */
  static Tensor translate(Tensor images, int[] right, int[] down) {
    return Pixels.take(images, shifted(down, images.size(2)), shifted(right, images.size(3)));
  }

  private static int[][] shifted(int[] by, long extent) {
    int length = Math.toIntExact(extent);
    int[][] sources = new int[by.length][length];
    for (int n = 0; n < by.length; n++) {
      for (int i = 0; i < length; i++) {
        int source = i - by[n];
        sources[n][i] = source >= 0 && source < length ? source : Pixels.NONE;
      }
    }
    return sources;
  }

  private static Tensor cutout(Tensor images, boolean[] chosen, Draws draws) {
    int height = Math.toIntExact(images.size(2));
    int width = Math.toIntExact(images.size(3));
    int outside = -width - height; // far enough that nothing is cut
    int[] x = draws.integers(0, width - width / 2 % 2);
    int[] y = draws.integers(0, height - height / 2 % 2);
    return cutout(images, Draws.where(chosen, x, outside), Draws.where(chosen, y, outside));
  }

  /** Erases ⌊W/2⌋ columns from x - ⌊⌊W/2⌋/2⌋ on, and rows alike. */
  static Tensor cutout(Tensor images, int[] x, int[] y) {
    int height = Math.toIntExact(images.size(2) / 2);
    int width = Math.toIntExact(images.size(3) / 2);
    int[] top = Arrays.stream(y).map(centre -> centre - height / 2).toArray();
    int[] left = Arrays.stream(x).map(centre -> centre - width / 2).toArray();
    return Pixels.erase(
        images,
        top,
        Arrays.stream(top).map(first -> first + height).toArray(),
        left,
        Arrays.stream(left).map(first -> first + width).toArray());
  }
}
