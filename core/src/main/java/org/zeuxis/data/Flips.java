package org.zeuxis.data;

/** A fair coin for every position, independent of the draw of the index. */
final class Flips {
  private static final long SALT = 0x666c6970L; // "flip"

  private Flips() {}

  static boolean flip(long seed, long position) {
    requirePosition(position);
    return SplitMix.bits(seed ^ SALT, position) < 0;
  }

  static void requirePosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got " + position);
    }
  }
}
