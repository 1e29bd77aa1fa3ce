package org.zeuxis.data;

/**
 * The order in which samples are drawn: an endless stream, each element a pure function of its
 * position, so that the position alone is all that a resumed training needs.
 *
 * <p>Safe to use from several threads.
 */
public interface Sampler {
  /** The sample at a position of the stream, {@code position >= 0}. */
  int index(long position);

  /** 64 random bits that say how that sample is seen, where it may be seen in several ways. */
  long chance(long position);

  /**
   * An order for another set that is drawn from at the same time, independent of this one.
   *
   * @param size of the other set
   */
  default Sampler ofAnother(int size) {
    throw new UnsupportedOperationException("this sampler is for one set");
  }

  /**
   * Every sample once an epoch; every epoch a fresh permutation, a pure function of seed and epoch.
   */
  static Sampler uniform(int size, long seed) {
    return new ShuffledEpochs(size, seed);
  }

  /**
   * Draws with replacement, a class with probability ∝ count^(1 - balance), then one of its
   * samples.
   *
   * @param balance 0 keeps the natural frequencies, 1 draws every class that has samples equally
   *     often
   */
  static Sampler balanced(Dataset data, double balance, long seed) {
    return new BalancedClasses(data, balance, seed);
  }
}
