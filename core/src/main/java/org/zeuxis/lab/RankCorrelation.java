package org.zeuxis.lab;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Spearman's rank correlation (1904): Pearson's of the ranks; equal values share the mean of their
 * ranks.
 *
 * @param rho in [-1,1]; NaN where a series is constant
 * @param p probability of |rho| or more if every order of one series were as likely as any other,
 *     from random orders, the order found counted among them
 * @param spread standard deviation of rho over those orders; without ties 1/√(n-1) (Kendall,
 *     Gibbons 1990, section 4.13)
 */
record RankCorrelation(double rho, double p, double spread) {
  /** Two series with random orders from a seed. */
  static RankCorrelation of(double[] a, double[] b, int orders, long seed) {
    double[] x = ranks(a);
    double[] y = ranks(b);
    double rho = pearson(x, y);
    SplittableRandom random = new SplittableRandom(seed);
    int asFar = 1;
    double squares = 0;
    for (int i = 0; i < orders; i++) {
      shuffle(y, random);
      double other = pearson(x, y);
      squares += other * other;
      asFar += Math.abs(other) >= Math.abs(rho) - 1e-12 ? 1 : 0;
    }
    return new RankCorrelation(rho, asFar / (orders + 1.0), Math.sqrt(squares / orders));
  }

  /** Rho alone. */
  static double rho(double[] a, double[] b) {
    return pearson(ranks(a), ranks(b));
  }

  /** From 1 up. */
  static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = 0;
      int equal = 0;
      for (double other : sorted) {
        below += other < values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = below + (equal + 1) / 2.0;
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException("RankCorrelation: expected two series of one length >= 2,"
          + " got " + x.length + " and " + y.length);
    }
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** Fisher's and Yates's. */
  private static void shuffle(double[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
