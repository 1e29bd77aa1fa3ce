package org.zeuxis.data;

/**
 * What every image of a set is brought to: {@code channels} × {@code side} × {@code side} bytes.
 *
 * @param channels 1 or 3
 * @param side in pixels
 */
record ImageForm(int channels, int side) {
  int bytes() {
    return channels * side * side;
  }

  long[] shape() {
    return new long[] {channels, side, side};
  }

  /** Crops to the centred square, converts the channels and resizes. */
  byte[] fit(Picture picture) {
    Picture square = picture.square().withChannels(channels);
    return Resampling.resize(square, side).planes();
  }

  @Override
  public String toString() {
    return channels + "×" + side + "×" + side;
  }
}
