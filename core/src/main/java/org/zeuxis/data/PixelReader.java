package org.zeuxis.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Turns any decoded image into 8-bit planes: one of grey or three of sRGB, composited on white. */
final class PixelReader {
  private PixelReader() {}

  /** Whether a colour model has no colours: a grey space, or a palette of greys. */
  static boolean isGrey(ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      for (int i = 0; i < palette.getMapSize(); i++) {
        if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
          return false;
        }
      }
      return true;
    }
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  static Picture read(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return grey(image);
    }
    if (model.getColorSpace().isCS_sRGB()) {
      return rgb(image);
    }
    int type = model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), type);
    return rgb(new ColorConvertOp(null).filter(image, converted));
  }

  /**
   * The samples as they are: Java's own conversion would take them for linear light and brighten
   * them.
   */
  private static Picture grey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int white = (1 << image.getColorModel().getComponentSize(0)) - 1;
    boolean alpha = image.getColorModel().hasAlpha();
    byte[] plane = new byte[width * height];
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int value = to8Bits(row[x * bands], white);
        int opacity = alpha ? to8Bits(row[x * bands + 1], white) : 255;
        plane[y * width + x] = overWhite(value, opacity);
      }
    }
    return new Picture(1, height, width, plane);
  }

  private static Picture rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int area = width * height;
    boolean grey = isGrey(image.getColorModel());
    byte[] planes = new byte[grey ? area : 3 * area];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int opacity = row[x] >>> 24;
        int to = y * width + x;
        planes[to] = overWhite(row[x] >> 16 & 0xff, opacity);
        if (!grey) {
          planes[area + to] = overWhite(row[x] >> 8 & 0xff, opacity);
          planes[2 * area + to] = overWhite(row[x] & 0xff, opacity);
        }
      }
    }
    return new Picture(grey ? 1 : 3, height, width, planes);
  }

  private static int to8Bits(int sample, int white) {
    return (int) ((sample * 255L + white / 2) / white);
  }

  private static byte overWhite(int value, int opacity) {
    return (byte) ((value * opacity + 255 * (255 - opacity) + 127) / 255);
  }

  /** How opaque each pixel is: one plane. */
  static Picture alpha(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] planes = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        planes[y * width + x] = (byte) (image.getRGB(x, y) >>> 24);
      }
    }
    return new Picture(1, height, width, planes);
  }
}
