package org.zeuxis.objective;

import java.util.Arrays;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/** ADA's image-space corruptions (arXiv:2006.06676, appendix B). */
final class Corruption {
  /** The noise's standard deviation is the absolute value of N(0, 0.1²). */
  private static final double NOISE = 0.1;

  /** Half of the rectangle's side, as a share of the image's: it has half the sides. */
  private static final double REACH = 0.25;

  /** A centre so far out that nothing is cut. */
  static final double NOWHERE = -1;

  private Corruption() {}

  /** Both operations with probability p. */
  static Tensor draw(Tensor images, Draws draws, double p, Rng rng) {
    double[] deviation = draws.with(p, draws.normal(NOISE), 0);
    Tensor noise = rng.normal(images.shape()).to(images.type()).to(images.device());
    boolean[] cuts = draws.chosen(p);
    double[] x = Draws.where(cuts, draws.uniform(0, 1), NOWHERE);
    double[] y = Draws.where(cuts, draws.uniform(0, 1), NOWHERE);
    Arrays.setAll(deviation, i -> Math.abs(deviation[i]));
    return cutout(addNoise(images, noise, deviation), x, y);
  }

  /** Noise of every pixel and channel for itself, one standard deviation for each image. */
  static Tensor addNoise(Tensor images, Tensor noise, double[] deviation) {
    return images.plus(noise.times(Images.each(images, deviation)));
  }

  /** Erases a rectangle of half the sides about a centre, given as shares of the sides. */
  static Tensor cutout(Tensor images, double[] x, double[] y) {
    long h = images.size(2);
    long w = images.size(3);
    return Pixels.erase(
        images, edge(y, -REACH, h), edge(y, REACH, h), edge(x, -REACH, w), edge(x, REACH, w));
  }

  private static int[] edge(double[] centre, double reach, long extent) {
    return Arrays.stream(centre)
        .mapToInt(c -> (int) Math.round((c + reach) * extent))
        .toArray();
  }
}
