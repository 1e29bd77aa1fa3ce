package org.zeuxis.metric;

import java.util.Arrays;

/**
 * The one-sided rank test of Mann and Whitney (1947): do the x tend to be smaller than the y?
 *
 * @param u pairs in which x is the greater, ties as one half; xs·ys/2 is expected where x and y are
 *     of one distribution
 * @param z u in deviations from that, negative where x are smaller
 * @param p the probability of a z as low by chance, by the normal approximation, whose variance
 *     allows for ties; without correction for continuity, so that equal samples have 1/2
 */
record MannWhitney(double u, double z, double p) {
  /** Neither is empty, nor holds NaN. */
  static MannWhitney of(double[] x, double[] y) {
    double[] all = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, all, x.length, y.length);
    Arrays.sort(all);
    double ranks = 0;
    for (double value : x) {
      ranks += (first(all, value, false) + 1 + first(all, value, true)) / 2.0;
    }
    double n = x.length;
    double m = y.length;
    double u = ranks - n * (n + 1) / 2;
    double total = n + m;
    double variance = n * m / 12 * (total + 1 - ties(all) / (total * (total - 1)));
    double z = variance > 0 ? (u - n * m / 2) / Math.sqrt(variance) : 0; // all tied
    return new MannWhitney(u, z, StandardNormal.below(z));
  }

  /** The first place whose value is not below this one, or is beyond it. */
  private static int first(double[] sorted, double value, boolean beyond) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (beyond && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Σ t³ - t over groups of t equal values. */
  private static double ties(double[] sorted) {
    double sum = 0;
    for (int start = 0; start < sorted.length; ) {
      int end = first(sorted, sorted[start], true);
      double t = end - start;
      sum += t * t * t - t;
      start = end;
    }
    return sum;
  }
}
