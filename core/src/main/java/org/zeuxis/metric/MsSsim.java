package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Multi-scale structural similarity (Wang, Simoncelli, Bovik 2003): 1 for equal images. Its mean
 * over random pairs of generated images measures their diversity, the lower the more diverse
 * (Odena, Olah, Shlens 2017, arXiv:1610.09585, section 4.3); to be read beside the value of real
 * images.
 *
 * <p>A Gaussian window of 11×11 pixels, σ 1.5, slides over the image, over its 2×2 means, over
 * theirs, five scales in all. On small images the window shrinks to the image, σ in proportion, as
 * in the implementation that came with ProGAN; a scale whose shorter side is one pixel has no
 * structure and is dropped, and the weights of the others are divided by their sum.
 */
public final class MsSsim {
  private static final String NAME = "ms-ssim";

  /** From the finest scale to the coarsest, Wang et al., section 3.2. */
  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

  private static final int PAIRS_AT_ONCE = 64;

  private MsSsim() {}

  /**
   * The similarity of random pairs.
   *
   * @param mean in [0,1]
   * @param deviation of the pairs, with pairs-1
   * @param pairs compared
   * @param windows side of the window at each scale used, in pixels, from the finest on
   */
  public record Result(double mean, double deviation, int pairs, List<Integer> windows) {
    public Result {
      windows = List.copyOf(windows);
    }

    /** Scales used, at most 5. */
    public int scales() {
      return windows.size();
    }

    /** Whether the images were large enough for five scales and the whole window. */
    public boolean standard() {
      return scales() == WEIGHTS.length
          && windows.stream().allMatch(w -> w == StructuralSimilarity.WINDOW);
    }
  }

  /**
   * Compares random pairs, each of two different images.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], N ≥ 2; for diversity within a class, of one class
   * @param pairs at least 2
   * @throws InvalidInputException for too few images or pairs, images of one pixel, and NaN
   */
  public static Result of(Tensor images, int pairs, long seed) {
    ImageBatches.require(NAME, "generated", images, 2);
    if (pairs < 2) {
      throw new InvalidInputException(NAME + ": pairs " + pairs + ": expected >= 2");
    }
    long n = images.size(0);
    double[] values = new double[pairs];
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, NAME)) {
      Tensor first = rng.integers(n, pairs);
      Tensor second = other(first, rng.integers(n - 1, pairs), n);
      for (int at = 0; at < pairs; at += PAIRS_AT_ONCE) {
        int block = Math.min(PAIRS_AT_ONCE, pairs - at);
        try (Scope inner = new Scope()) {
          Tensor a = images.indexSelect(0, first.narrow(0, at, block).to(images.device()));
          Tensor b = images.indexSelect(0, second.narrow(0, at, block).to(images.device()));
          System.arraycopy(between(a, b).toDoubles(), 0, values, at, block);
        }
      }
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Result(
        mean, Math.sqrt(squares / (pairs - 1)), pairs, windows(images.size(2), images.size(3)));
  }

  /** (first + 1 + step) mod n: every number but the first, all equally probable. */
  private static Tensor other(Tensor first, Tensor step, long n) {
    long[] a = first.toLongs();
    long[] b = step.toLongs();
    for (int i = 0; i < a.length; i++) {
      b[i] = (a[i] + 1 + b[i]) % n;
    }
    return Tensor.of(b, b.length);
  }

  /**
   * Compares image by image. A channel is a plane by itself; the similarity of a scale is the mean
   * over planes and pixels, and 0 where that is negative, so that the powers exist.
   *
   * @param a {@code [N,C,H,W]} in [-1,1]
   * @param b of the same shape
   * @return float64 {@code [N]} in [0,1]
   * @throws InvalidInputException for images of one pixel
   */
  public static Tensor between(Tensor a, Tensor b) {
    a.requireShape("MsSsim.between(a)", "[N,C,H,W]", b.shape());
    List<Integer> windows = windows(a.size(2), a.size(3));
    double[] weights = weights(windows.size());
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor x = StructuralSimilarity.planes(unit(a));
      Tensor y = StructuralSimilarity.planes(unit(b));
      Tensor product = null;
      for (int scale = 0; scale < weights.length; scale++) {
        boolean last = scale == weights.length - 1;
        Tensor similarity = StructuralSimilarity.between(x, y, windows.get(scale), last)
            .reshape(a.size(0), -1)
            .mean(1)
            .clamp(0, 1)
            .pow(weights[scale]);
        product = product == null ? similarity : product.times(similarity);
        x = last ? x : Functional.avgPool(x, 2);
        y = last ? y : Functional.avgPool(y, 2);
      }
      return scope.keep(product);
    }
  }

  /** [-1,1] → float64 in [0,1]. */
  private static Tensor unit(Tensor images) {
    return images.to(DType.FLOAT64).plus(1).dividedBy(2);
  }

  private static List<Integer> windows(long height, long width) {
    List<Integer> windows = new ArrayList<>();
    long side = Math.min(height, width);
    for (int scale = 0; scale < WEIGHTS.length && side >= 2; scale++) {
      windows.add((int) Math.min(StructuralSimilarity.WINDOW, side));
      side /= 2;
    }
    if (windows.isEmpty()) {
      throw new InvalidInputException(
          NAME + ": needs images of at least 2×2 pixels, got " + height + "×" + width);
    }
    return windows;
  }

  private static double[] weights(int scales) {
    double[] weights = Arrays.copyOf(WEIGHTS, scales);
    if (scales < WEIGHTS.length) {
      double sum = Arrays.stream(weights).sum();
      Arrays.setAll(weights, i -> weights[i] / sum);
    }
    return weights;
  }
}
