package org.zeuxis.lab;

import java.util.Arrays;

/**
 * The Wasserstein-1 distance of two samples of one size on the line: sorted, each goes to its
 * counterpart, {@code W₁ = ∫|F⁻¹ - G⁻¹|} (Villani 2003, Topics in Optimal Transportation, Remarks
 * 2.19).
 */
final class SortedDistance {
  private SortedDistance() {}

  static double between(double[] a, double[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(
          "SortedDistance: expected as many of both, got " + a.length + " and " + b.length);
    }
    double[] first = a.clone();
    double[] second = b.clone();
    Arrays.sort(first);
    Arrays.sort(second);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs(first[i] - second[i]);
    }
    return sum / first.length;
  }
}
