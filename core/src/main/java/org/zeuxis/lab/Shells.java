package org.zeuxis.lab;

import java.util.Arrays;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Interpolation;

/** Standard normal vectors of d numbers, as latent vectors are, and how far they lie. */
final class Shells {
  private Shells() {}

  /** Mean and standard deviation of some values. */
  record Moments(double mean, double deviation) {
    static Moments of(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      return new Moments(mean, Math.sqrt(variance));
    }
  }

  /** Lengths of n vectors. */
  static double[] norms(Rng rng, int n, int d) {
    try (Scope scope = new Scope()) {
      return rng.normal(n, d).norm(1).toDoubles();
    }
  }

  /** Distances of n pairs. */
  static double[] distances(Rng rng, int n, int d) {
    try (Scope scope = new Scope()) {
      return rng.normal(n, d).minus(rng.normal(n, d)).norm(1).toDoubles();
    }
  }

  /** Cosines of the angles of n pairs. */
  static double[] cosines(Rng rng, int n, int d) {
    try (Scope scope = new Scope()) {
      Tensor a = rng.normal(n, d);
      Tensor b = rng.normal(n, d);
      return a.times(b).sum(1).dividedBy(a.norm(1).times(b.norm(1))).toDoubles();
    }
  }

  /**
   * How much farther the farthest of n points is from another than the nearest is, by the nearest's
   * distance (Beyer et al. 1999), the mean of a few tries.
   */
  static double contrast(Rng rng, int n, int d, int tries) {
    double sum = 0;
    for (int i = 0; i < tries; i++) {
      try (Scope scope = new Scope()) {
        Tensor distances = rng.normal(n, d).minus(rng.normal(1, d)).norm(1);
        double nearest = distances.min().item();
        sum += (distances.max().item() - nearest) / nearest;
      }
    }
    return sum / tries;
  }

  /** Share of n points of the cube [-1,1]ᵈ that lie in the unit ball. */
  static double shareInBall(Rng rng, int n, int d) {
    try (Scope scope = new Scope()) {
      double[] norms = rng.uniform(-1, 1, n, d).norm(1).toDoubles();
      return (double) Arrays.stream(norms).filter(r -> r <= 1).count() / n;
    }
  }

  /** Mean lengths along n ways between two vectors, at {@code points} places from end to end. */
  static double[] along(Interpolation way, Rng rng, int n, int d, int points) {
    double[] lengths = new double[points];
    for (int i = 0; i < n; i++) {
      try (Scope scope = new Scope()) {
        Tensor a = rng.normal(d);
        Tensor b = rng.normal(d);
        for (int k = 0; k < points; k++) {
          lengths[k] += way.between(a, b, (double) k / (points - 1)).norm().item() / n;
        }
      }
    }
    return lengths;
  }

  /**
   * The dimension that two random subspaces of k dimensions have in common in d: 2k less the rank
   * of their bases together, which Gram and Schmidt's method counts.
   */
  static int commonDimension(Rng rng, int k, int d) {
    try (Scope scope = new Scope()) {
      double[][] basis = orthonormal(rows(rng.normal(2L * k, d).toDoubles(), 2 * k));
      int rank = (int) Arrays.stream(basis).filter(row -> norm(row) > 0.5).count();
      return 2 * k - rank;
    }
  }

  /**
   * Gram's and Schmidt's method, in place.
   *
   * @param rows vectors; one that depends on those before it becomes 0
   */
  static double[][] orthonormal(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double length = norm(rows[i]);
      // Normal vectors have a length of about √d; what is left of a dependent one is rounding.
      double scale = length < 1e-4 ? 0 : 1 / length;
      for (int c = 0; c < rows[i].length; c++) {
        rows[i][c] *= scale;
      }
      for (int j = i + 1; j < rows.length; j++) {
        subtractPart(rows[j], rows[i]);
      }
    }
    return rows;
  }

  private static double norm(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
  }

  /** Takes from v its part along a unit vector. */
  private static void subtractPart(double[] v, double[] unit) {
    double part = 0;
    for (int c = 0; c < v.length; c++) {
      part += v[c] * unit[c];
    }
    for (int c = 0; c < v.length; c++) {
      v[c] -= part * unit[c];
    }
  }

  /** Cuts values into rows. */
  static double[][] rows(double[] values, int rows) {
    int width = values.length / rows;
    double[][] cut = new double[rows][];
    for (int i = 0; i < rows; i++) {
      cut[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return cut;
  }
}
