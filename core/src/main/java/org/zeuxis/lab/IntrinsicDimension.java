package org.zeuxis.lab;

import java.util.Arrays;

/**
 * On how many dimensions points lie, from the distances to their nearest neighbours. Points that
 * have a twin at distance 0 are left out.
 */
final class IntrinsicDimension {
  private IntrinsicDimension() {}

  /**
   * TwoNN (Facco et al. 2017, arXiv:1803.06992): where the density hardly changes between a point's
   * first and second neighbour, the ratio μ = r₂/r₁ has the law of Pareto with exponent d. The
   * estimate is that of maximum likelihood, less its bias: (n-1) / Σ log μ.
   *
   * @param points {@code [n][coordinates]}
   */
  static double twoNearest(double[][] points) {
    double sum = 0;
    int counted = 0;
    for (double[] r : neighbours(points, 2)) {
      if (r[0] > 0) {
        sum += Math.log(r[1] / r[0]);
        counted++;
      }
    }
    return (counted - 1) / sum;
  }

  /**
   * Maximum likelihood over k neighbours (Levina, Bickel 2004, equation 8), the mean taken of the
   * points' inverses, as MacKay and Ghahramani (2005) correct it.
   *
   * @param points {@code [n][coordinates]}
   */
  static double maximumLikelihood(double[][] points, int k) {
    double sum = 0;
    int counted = 0;
    for (double[] r : neighbours(points, k)) {
      if (r[0] > 0) {
        for (int j = 0; j < k - 1; j++) {
          sum += Math.log(r[k - 1] / r[j]);
        }
        counted++;
      }
    }
    return (double) counted * (k - 1) / sum;
  }

  /** Distances to the k nearest others, ascending, for each point. */
  private static double[][] neighbours(double[][] points, int k) {
    double[][] nearest = new double[points.length][k];
    for (int i = 0; i < points.length; i++) {
      double[] squares = new double[points.length];
      for (int j = 0; j < points.length; j++) {
        squares[j] = j == i ? Double.POSITIVE_INFINITY : square(points[i], points[j]);
      }
      Arrays.sort(squares);
      for (int j = 0; j < k; j++) {
        nearest[i][j] = Math.sqrt(squares[j]);
      }
    }
    return nearest;
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }
}
