package org.zeuxis.data;

/**
 * Random numbers as a pure function of a seed and a position: SplitMix64 (Steele, Lea, Flood,
 * OOPSLA 2014, variant 13 of Stafford's mixer), the same on every machine.
 */
final class SplitMix {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix() {}

  /** 64 random bits. */
  static long bits(long seed, long position) {
    return mix(mix(seed) + (position + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in 0 .. bound - 1; the bias is below 2⁻³² for every bound that an int can hold. */
  static int below(int bound, long seed, long position) {
    // The high half of an unsigned 64×32 bit product, Lemire's method without the rejection.
    return (int) Math.multiplyHigh(bits(seed, position) >>> 1, (long) bound << 1);
  }

  /** Uniform in [0, 1), 53 random bits. */
  static double uniform(long seed, long position) {
    return (bits(seed, position) >>> 11) * 0x1p-53;
  }

  /**
   * Standard normal (Box and Muller 1958); uses the uniform numbers at 2·position and 2·position +
   * 1.
   */
  static double normal(long seed, long position) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(seed, 2 * position)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(seed, 2 * position + 1));
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
