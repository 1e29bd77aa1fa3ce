package org.zeuxis.data;

/** A fresh permutation every epoch (Fisher and Yates), a pure function of seed and epoch. */
final class ShuffledEpochs implements Sampler {
  private final int size;
  private final long seed;

  /** The permutation asked for last; only saves time. */
  private volatile Epoch latest;

  ShuffledEpochs(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be >= 1, got " + size);
    }
    this.size = size;
    this.seed = seed;
  }

  @Override
  public int index(long position) {
    Chances.requirePosition(position);
    long number = position / size;
    Epoch epoch = latest;
    if (epoch == null || epoch.number != number) {
      epoch = new Epoch(number, size, seed);
      latest = epoch;
    }
    return epoch.permutation[(int) (position % size)];
  }

  @Override
  public long chance(long position) {
    return Chances.of(seed, position);
  }

  @Override
  public Sampler ofAnother(int other) {
    return new ShuffledEpochs(other, SplitMix.bits(seed, -1));
  }

  private static final class Epoch {
    final long number;
    final int[] permutation;

    Epoch(long number, int size, long seed) {
      this.number = number;
      permutation = new int[size];
      long epochSeed = SplitMix.bits(seed, number);
      for (int i = 0; i < size; i++) {
        int j = SplitMix.below(i + 1, epochSeed, i);
        permutation[i] = permutation[j];
        permutation[j] = i;
      }
    }
  }
}
