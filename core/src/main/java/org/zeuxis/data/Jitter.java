package org.zeuxis.data;

/** Enlarges square images (bicubic) and cuts a part of the old size out of them at random. */
final class Jitter {
  private final int channels;
  private final int side;
  private final int places;
  private final Resampling enlarging;

  /** Of images of a shape {@code {C,S,S}}; of less than half a pixel nothing comes. */
  Jitter(long[] shape, double share) {
    channels = Math.toIntExact(shape[0]);
    side = Math.toIntExact(shape[1]);
    int enlarged = Math.toIntExact(Math.round(side * (1 + share)));
    places = enlarged - side + 1;
    enlarging = new Resampling(side, enlarged);
  }

  /**
   * Changes one image, in [-1,1], where it is.
   *
   * @param chance random bits: equal ones give the same part
   */
  void apply(float[] values, int offset, long chance) {
    int left = SplitMix.below(places, chance, 0);
    int top = SplitMix.below(places, chance, 1);
    int enlarged = side + places - 1;
    for (int c = 0; c < channels; c++) {
      int start = offset + c * side * side;
      float[] plane = enlarging.apply(values, start);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          float value = plane[(top + y) * enlarged + left + x];
          values[start + y * side + x] = Math.max(-1, Math.min(1, value));
        }
      }
    }
  }
}
