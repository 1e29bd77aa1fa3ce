package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The sliced Wasserstein distance between local patches of two sets of images, for each level of
 * their Laplacian pyramids (Karras et al. 2018, ProGAN, arXiv:1710.10196, section 5, and the
 * authors' code): are structures of this size as real ones are? The lower the better.
 *
 * <p>128 patches of 7×7 pixels of each image, normalised by channel over the whole set, are
 * projected to 4·128 random directions; the distance is the mean difference of the sorted
 * projections, times 1000.
 *
 * <p>Both sets are cut at the same places, so that the distance from a set to itself is 0. The
 * patches of one level at a time are held in native memory, of both sets together 50 kB for each
 * image and channel: 1.5 GB for 10,000 RGB images of any size.
 */
public final class SlicedWasserstein {
  static final String NAME = "swd";
  private static final int REPEATS = 4;
  private static final int DIRECTIONS = 128;

  /** Bounds the projections that are held at a time. */
  private static final int DIRECTIONS_AT_ONCE = 8;

  /** The unit that the paper prints. */
  private static final double SCALE = 1e3;

  private SlicedWasserstein() {}

  /**
   * The distance at one level.
   *
   * @param side the shorter side of the level's images, in pixels
   * @param distance ×1000
   */
  public record Level(int side, double distance) {}

  /**
   * The distances.
   *
   * @param levels from the full size down to 16 pixels; one where images are below 32 pixels
   * @param mean of the levels, ×1000
   * @param images taken from each set
   */
  public record Result(List<Level> levels, double mean, int images) {
    public Result {
      levels = List.copyOf(levels);
    }
  }

  /**
   * Compares as many images of one set as of the other.
   *
   * @param images to take from each set, drawn without replacement where there are more; the paper
   *     took 16,384
   * @throws InvalidInputException where the sets have images of different shapes, below 7×7 pixels,
   *     fewer than {@code images}, or with NaN
   */
  public static Result of(ImageBatches real, ImageBatches generated, int images, long seed) {
    requireComparable(real, generated, images);
    int[] fromReal = RandomChoice.of(real.count(), images, seed);
    int[] fromGenerated = RandomChoice.of(generated.count(), images, seed);
    int side = Math.toIntExact(Math.min(real.shape()[1], real.shape()[2]));
    int count = LaplacianPyramid.levels(side);
    List<Level> levels = new ArrayList<>();
    for (int level = 0; level < count; level++) {
      try (NoGrad noGrad = new NoGrad();
          Scope scope = new Scope();
          Rng rng = Rng.of(seed + level, NAME)) {
        PatchDescriptors a = PatchDescriptors.of(
            new PatchDescriptors.Source("real", real, fromReal, level, count), seed);
        PatchDescriptors b = PatchDescriptors.of(
            new PatchDescriptors.Source("generated", generated, fromGenerated, level, count), seed);
        levels.add(new Level(side, SCALE * distance(a, b, rng)));
        side = (side + 1) / 2;
      }
    }
    double mean = levels.stream().mapToDouble(Level::distance).average().orElseThrow();
    return new Result(levels, mean, images);
  }

  private static void requireComparable(ImageBatches real, ImageBatches generated, int images) {
    long[] shape = real.shape();
    if (!Arrays.equals(shape, generated.shape())) {
      throw new InvalidInputException(NAME + ": real images are " + text(shape)
          + ", generated ones " + text(generated.shape()) + ", expected the same");
    }
    if (Math.min(shape[1], shape[2]) < PatchDescriptors.SIDE) {
      throw new InvalidInputException(
          NAME + ": needs images of at least 7×7 pixels, got " + text(shape));
    }
    int fewest = Math.min(real.count(), generated.count());
    if (images < 1 || images > fewest) {
      throw new InvalidInputException(NAME + ": images " + images + ": expected 1.." + fewest
          + ", there are " + real.count() + " real and " + generated.count() + " generated ones");
    }
  }

  private static String text(long[] chw) {
    return chw[0] + "×" + chw[1] + "×" + chw[2];
  }

  private static double distance(PatchDescriptors a, PatchDescriptors b, Rng rng) {
    int calls = REPEATS * DIRECTIONS / DIRECTIONS_AT_ONCE;
    double sum = 0;
    for (int call = 0; call < calls; call++) {
      try (Scope scope = new Scope()) {
        Tensor normal = rng.normal(DIRECTIONS_AT_ONCE, a.values().size(1));
        Tensor directions = normal.dividedBy(normal.norm(1).unsqueeze(1));
        sum += distance(a, b, directions);
      }
    }
    return sum / calls;
  }

  /**
   * The mean over directions of the Wasserstein-1 distance between the projections.
   *
   * @param directions float32 {@code [k,C·49]} of length 1
   */
  static double distance(PatchDescriptors a, PatchDescriptors b, Tensor directions) {
    float[] p = a.along(directions);
    float[] q = b.along(directions);
    int patches = Math.toIntExact(a.values().size(0));
    RadixSort sort = new RadixSort(patches);
    for (int from = 0; from < p.length; from += patches) {
      sort.sort(p, from);
      sort.sort(q, from);
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs((double) p[i] - q[i]);
    }
    return sum / p.length;
  }
}
