package org.zeuxis.data;

/**
 * One image in memory.
 *
 * @param channels 1 (grey) or 3 (RGB)
 * @param planes unsigned bytes in CHW order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, lives for one decoding
record Picture(int channels, int height, int width, byte[] planes) {
  /** The largest centred square; this picture where it is one. */
  Picture square() {
    if (height == width) {
      return this;
    }
    int side = Math.min(height, width);
    return part((height - side) / 2, (width - side) / 2, side, side);
  }

  /** A rectangle of it. */
  Picture part(int top, int left, int rows, int columns) {
    byte[] cropped = new byte[channels * rows * columns];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < rows; y++) {
        System.arraycopy(
            planes,
            (c * height + top + y) * width + left,
            cropped,
            (c * rows + y) * columns,
            columns);
      }
    }
    return new Picture(channels, rows, columns, cropped);
  }

  /** Grey repeated as RGB, or RGB weighed to grey by ITU-R BT.601 luma. */
  Picture withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int area = height * width;
    byte[] changed = new byte[wanted * area];
    if (wanted == 3) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(planes, 0, changed, c * area, area);
      }
    } else {
      for (int i = 0; i < area; i++) {
        int r = planes[i] & 0xff;
        int g = planes[area + i] & 0xff;
        int b = planes[2 * area + i] & 0xff;
        changed[i] = (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000);
      }
    }
    return new Picture(wanted, height, width, changed);
  }
}
