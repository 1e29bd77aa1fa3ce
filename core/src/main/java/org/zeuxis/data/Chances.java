package org.zeuxis.data;

/** Random bits for every position, independent of the draw of the index. */
final class Chances {
  private static final long SALT = 0x666c6970L; // "flip"

  private Chances() {}

  static long of(long seed, long position) {
    requirePosition(position);
    return SplitMix.bits(seed ^ SALT, position);
  }

  static void requirePosition(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got " + position);
    }
  }
}
