package org.zeuxis.objective;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * The transformation T(x) of consistency regularisation (Zhang et al. 2020, arXiv:1910.12027,
 * section 2.2; balanced in arXiv:2002.04724), the best of those that the paper compares: a
 * horizontal flip with probability 1/2, then a shift by a few whole pixels, here up to an eighth of
 * the side each way (4 at 32×32). What comes in is the image mirrored at its outermost pixels.
 *
 * <p>With p &lt; 1 an image is changed with probability p, else it stays as it is; the paper has p
 * = 1. It can be differentiated any number of times.
 */
public final class ConsistencyShift implements Augmentation {
  @Override
  public Tensor apply(Tensor images, double p, Rng rng) {
    Images.require("ConsistencyShift.apply", images, p);
    if (p == 0) {
      return images;
    }
    int right = Math.toIntExact(images.size(3) / 8);
    int down = Math.toIntExact(images.size(2) / 8);
    Draws draws = new Draws(rng, images.size(0));
    boolean[] chosen = draws.chosen(p);
    boolean[] flip = draws.chosen(0.5);
    for (int n = 0; n < flip.length; n++) {
      flip[n] &= chosen[n];
    }
    return apply(
        images,
        flip,
        Draws.where(chosen, draws.integers(-right, right), 0),
        Draws.where(chosen, draws.integers(-down, down), 0));
  }

  /** Flips where told, then shifts; shifts are smaller than the image. */
  static Tensor apply(Tensor images, boolean[] flip, int[] right, int[] down) {
    boolean[] never = new boolean[flip.length];
    return Pixels.take(
        images, sources(never, down, images.size(2)), sources(flip, right, images.size(3)));
  }

  private static int[][] sources(boolean[] flip, int[] by, long extent) {
    int length = Math.toIntExact(extent);
    int[][] sources = new int[by.length][length];
    for (int n = 0; n < by.length; n++) {
      for (int i = 0; i < length; i++) {
        int source = mirrored(i - by[n], length - 1);
        sources[n][i] = flip[n] ? length - 1 - source : source;
      }
    }
    return sources;
  }

  /** Mirrors at 0 and at the last place, neither of which is repeated. */
  private static int mirrored(int i, int last) {
    int positive = Math.abs(i);
    return positive <= last ? positive : 2 * last - positive;
  }
}
