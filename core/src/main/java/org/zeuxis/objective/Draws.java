package org.zeuxis.objective;

import java.util.Arrays;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;

/**
 * Random numbers for a batch of images: each method draws one for each image, whatever is then made
 * of it, so that how far the stream moves depends on the number of images alone.
 */
final class Draws {
  private final Rng rng;
  private final int n;

  Draws(Rng rng, long n) {
    this.rng = rng;
    this.n = Math.toIntExact(n);
  }

  /** The number of images. */
  int count() {
    return n;
  }

  /** In [low, high). */
  double[] uniform(double low, double high) {
    try (Scope scope = new Scope()) {
      double[] values = rng.uniform(0, 1, n).toDoubles();
      Arrays.setAll(values, i -> low + (high - low) * values[i]);
      return values;
    }
  }

  /** Whole numbers low … high, each as likely. */
  int[] integers(int low, int high) {
    return Arrays.stream(uniform(low, high + 1.0))
        .mapToInt(u -> (int) Math.floor(u))
        .toArray();
  }

  /** With mean 0. */
  double[] normal(double standardDeviation) {
    try (Scope scope = new Scope()) {
      double[] values = rng.normal(n).toDoubles();
      Arrays.setAll(values, i -> standardDeviation * values[i]);
      return values;
    }
  }

  /** 2 to the power of a normal number: lognormal with σ = {@code octaves}·ln 2. */
  double[] powersOfTwo(double octaves) {
    double[] values = normal(octaves);
    Arrays.setAll(values, i -> Math.pow(2, values[i]));
    return values;
  }

  /** Coins that fall on true with probability p. */
  boolean[] chosen(double p) {
    double[] u = uniform(0, 1);
    boolean[] chosen = new boolean[n];
    for (int i = 0; i < n; i++) {
      chosen[i] = u[i] < p;
    }
    return chosen;
  }

  /** The values where a coin of its own falls on true, with probability p; elsewhere the other. */
  double[] with(double p, double[] values, double otherwise) {
    return where(chosen(p), values, otherwise);
  }

  /** The values where chosen, elsewhere the other. */
  static double[] where(boolean[] chosen, double[] values, double otherwise) {
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> chosen[i] ? values[i] : otherwise);
    return result;
  }

  /** The values where chosen, elsewhere the other. */
  static int[] where(boolean[] chosen, int[] values, int otherwise) {
    int[] result = new int[values.length];
    Arrays.setAll(result, i -> chosen[i] ? values[i] : otherwise);
    return result;
  }
}
