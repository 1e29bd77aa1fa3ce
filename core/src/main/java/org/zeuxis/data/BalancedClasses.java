package org.zeuxis.data;

import java.util.Arrays;

/**
 * Draws a class with probability ∝ count^(1 - balance), then one of its samples, with replacement.
 */
final class BalancedClasses implements Sampler {
  private final long seed;

  /** Sample numbers by class. */
  private final int[][] members;

  /** Probability of this class or an earlier one. */
  private final double[] cumulative;

  BalancedClasses(Dataset data, double balance, long seed) {
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException("balance must be 0..1, got " + balance);
    }
    this.seed = seed;
    members = members(data);
    cumulative = new double[members.length];
    double sum = 0;
    for (int c = 0; c < members.length; c++) {
      sum += members[c].length == 0 ? 0 : Math.pow(members[c].length, 1 - balance);
      cumulative[c] = sum;
    }
    for (int c = 0; c < members.length; c++) {
      cumulative[c] /= sum;
    }
  }

  private static int[][] members(Dataset data) {
    int[] counts = new int[data.classNames().size()];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, c -> new int[counts[c]]);
    Arrays.fill(counts, 0);
    for (int i = 0; i < data.size(); i++) {
      int c = data.label(i);
      members[c][counts[c]++] = i;
    }
    return members;
  }

  @Override
  public int index(long position) {
    Chances.requirePosition(position);
    // The first class whose cumulative probability exceeds u; a class without samples adds nothing,
    // so is never it.
    double u = SplitMix.uniform(seed, 2 * position);
    int c = 0;
    while (cumulative[c] <= u) {
      c++;
    }
    return members[c][SplitMix.below(members[c].length, seed, 2 * position + 1)];
  }

  @Override
  public long chance(long position) {
    return Chances.of(seed, position);
  }
}
