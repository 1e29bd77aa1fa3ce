package org.zeuxis.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, from the EXIF data of a JPEG file: what must be done to the stored image
 * to see it upright (EXIF 2.3, tag 0x0112).
 */
enum Orientation {
  UPRIGHT,
  MIRRORED,
  ROTATED_180,
  FLIPPED,
  TRANSPOSED,
  ROTATED_90,
  TRANSVERSED,
  ROTATED_270;

  private static final int TAG = 0x0112;

  /** Upright where the file is no JPEG, tells nothing, or tells nonsense. */
  static Orientation of(byte[] file) {
    try {
      int value = value(ByteBuffer.wrap(file));
      return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  /** Walks the segments of a JPEG file to the first that holds EXIF data. */
  private static int value(ByteBuffer file) {
    if (file.getShort(0) != (short) 0xffd8) {
      return 1;
    }
    int at = 2;
    while ((file.get(at) & 0xff) == 0xff) {
      int marker = file.get(at + 1) & 0xff;
      int length = file.getShort(at + 2) & 0xffff;
      if (marker == 0xe1 && file.getInt(at + 4) == 0x45786966) { // "Exif"
        return inTiff(file, at + 10);
      }
      if (marker == 0xda || length < 2) { // the pixels begin
        return 1;
      }
      at += 2 + length;
    }
    return 1;
  }

  private static int inTiff(ByteBuffer file, int start) {
    file.order(file.getShort(start) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = start + file.getInt(start + 4);
    int entries = file.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((file.getShort(entry) & 0xffff) == TAG) {
        return file.getShort(entry + 8);
      }
    }
    return 1;
  }

  /** Turns a picture upright. */
  Picture upright(Picture stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int height = swaps() ? stored.width() : stored.height();
    int width = swaps() ? stored.height() : stored.width();
    int area = height * width;
    byte[] turned = new byte[stored.planes().length];
    for (int c = 0; c < stored.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          turned[c * area + y * width + x] = stored.planes()[c * area + source(y, x, stored)];
        }
      }
    }
    return new Picture(stored.channels(), height, width, turned);
  }

  /** Whether rows become columns. */
  private boolean swaps() {
    return compareTo(TRANSPOSED) >= 0;
  }

  /** Where the pixel that belongs to row y and column x is stored. */
  private int source(int y, int x, Picture stored) {
    int width = stored.width();
    int right = width - 1;
    int bottom = stored.height() - 1;
    return switch (this) {
      case UPRIGHT -> y * width + x;
      case MIRRORED -> y * width + right - x;
      case ROTATED_180 -> (bottom - y) * width + right - x;
      case FLIPPED -> (bottom - y) * width + x;
      case TRANSPOSED -> x * width + y;
      case ROTATED_90 -> (bottom - x) * width + y;
      case TRANSVERSED -> (bottom - x) * width + right - y;
      case ROTATED_270 -> x * width + right - y;
    };
  }
}
