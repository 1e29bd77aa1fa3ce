package org.zeuxis.export;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** The opaque colours of a picture, and the picture in terms of them. */
final class Palette {
  /** What one byte can name. */
  private static final int MOST_COLOURS = 256;

  private Palette() {}

  /**
   * The pixels as {@code 0xRRGGBB}, row by row. Grey samples are taken as they are: Java would
   * brighten them, reading its grey type as linear light.
   */
  static int[] rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    boolean grey = raster.getNumBands() == 1
        && raster.getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE
        && !(image.getColorModel() instanceof IndexColorModel);
    int[] pixels = grey
        ? raster.getSamples(raster.getMinX(), raster.getMinY(), width, height, 0, (int[]) null)
        : image.getRGB(0, 0, width, height, null, 0, width);
    Arrays.setAll(pixels, i -> grey ? pixels[i] * 0x010101 : pixels[i] & 0xffffff);
    return pixels;
  }

  /**
   * The same picture with at most 256 colours: with its own colours, losslessly, where it has no
   * more; otherwise as plain RGB, for which Java's GIF writer then chooses 256 (an octree).
   */
  static BufferedImage reduce(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = rgb(image);
    int[] colours =
        Arrays.stream(pixels).distinct().limit(MOST_COLOURS + 1).sorted().toArray();
    if (colours.length > MOST_COLOURS) {
      BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      plain.setRGB(0, 0, width, height, pixels, 0, width);
      return plain;
    }
    BufferedImage indexed =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model(colours));
    Arrays.setAll(pixels, i -> Arrays.binarySearch(colours, pixels[i]));
    indexed.getRaster().setSamples(0, 0, width, height, 0, pixels);
    return indexed;
  }

  private static IndexColorModel model(int... colours) {
    int[] table = Arrays.copyOf(colours, MOST_COLOURS);
    return new IndexColorModel(8, table.length, table, 0, false, -1, DataBuffer.TYPE_BYTE);
  }
}
