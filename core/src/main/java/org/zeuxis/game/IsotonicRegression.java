package org.zeuxis.game;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rising function that is nearest to given values by least squares: the pool-adjacent-violators
 * algorithm (Ayer et al. 1955; Barlow et al. 1972). Between the points that it was fitted to it is
 * straight, beyond the outermost it is constant.
 */
public final class IsotonicRegression {
  private final double[] x;
  private final double[] y;

  private IsotonicRegression(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Fits.
   *
   * @param x in any order; values of equal x are first replaced by their mean
   * @param y as many, at least one
   */
  public static IsotonicRegression of(double[] x, double[] y) {
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException(
          "IsotonicRegression: expected as many x as y, at least one, got " + x.length + " and "
              + y.length);
    }
    int[] order = IntStream.range(0, x.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> x[i]))
        .mapToInt(i -> i)
        .toArray();
    Blocks blocks = new Blocks(x.length);
    int from = 0;
    while (from < order.length) {
      int to = from;
      double sum = 0;
      while (to < order.length && x[order[to]] == x[order[from]]) {
        sum += y[order[to++]];
      }
      blocks.add(x[order[from]], sum, to - from);
      from = to;
    }
    return blocks.fitted();
  }

  /** Runs of points with one mean each, the means rising. */
  private static final class Blocks {
    private final double[] first;
    private final double[] last;
    private final double[] sum;
    private final int[] weight;
    private int count;

    Blocks(int most) {
      first = new double[most];
      last = new double[most];
      sum = new double[most];
      weight = new int[most];
    }

    private double mean(int block) {
      return sum[block] / weight[block];
    }

    /** A new block, pooled with those before it for as long as they violate the order. */
    void add(double at, double newSum, int newWeight) {
      first[count] = at;
      last[count] = at;
      sum[count] = newSum;
      weight[count] = newWeight;
      count++;
      while (count > 1 && mean(count - 2) >= mean(count - 1)) {
        count--;
        last[count - 1] = last[count];
        sum[count - 1] += sum[count];
        weight[count - 1] += weight[count];
      }
    }

    IsotonicRegression fitted() {
      double[] knots = new double[2 * count];
      double[] values = new double[2 * count];
      for (int i = 0; i < count; i++) {
        knots[2 * i] = first[i];
        knots[2 * i + 1] = last[i];
        Arrays.fill(values, 2 * i, 2 * i + 2, mean(i));
      }
      return new IsotonicRegression(knots, values);
    }
  }

  /** The function's value. */
  public double at(double point) {
    int found = Arrays.binarySearch(x, point);
    if (found >= 0) {
      return y[found];
    }
    int next = -found - 1;
    if (next == 0 || next == x.length) {
      return y[Math.min(next, x.length - 1)];
    }
    double share = (point - x[next - 1]) / (x[next] - x[next - 1]);
    return y[next - 1] + share * (y[next] - y[next - 1]);
  }
}
