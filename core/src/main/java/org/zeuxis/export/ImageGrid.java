package org.zeuxis.export;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Pictures of image tensors, one or many side by side.
 *
 * <p>A value x in [-1,1] becomes (x+1)·127.5, rounded to the nearest whole number (half up);
 * whatever lies outside is clamped. One channel gives an image with a palette of 256 greys (Java's
 * own grey type brightens when it is drawn), three an RGB image.
 */
public final class ImageGrid {
  /** Black pixels around every image: the default of torchvision.utils.make_grid. */
  private static final int MARGIN = 2;

  private static final IndexColorModel GREYS = greys();

  private ImageGrid() {}

  private static IndexColorModel greys() {
    byte[] ramp = new byte[256];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) i;
    }
    return new IndexColorModel(8, ramp.length, ramp, ramp, ramp);
  }

  /**
   * Tiles images row by row with a black margin of 2 pixels around each, as torchvision's make_grid
   * does.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], C 1 or 3, none of them empty
   * @param columns at least 1; no more than N are used
   * @return min(columns,N)·(W+2)+2 pixels wide, rows·(H+2)+2 high
   * @throws IllegalArgumentException for another shape or type, and for NaN, naming the image
   */
  public static BufferedImage of(Tensor images, int columns) {
    images.requireShape(
        "ImageGrid.of(images)", "[N,C,H,W]", Tensor.ANY, Tensor.ANY, Tensor.ANY, Tensor.ANY);
    if (columns < 1) {
      throw new IllegalArgumentException("columns must be >= 1, got " + columns);
    }
    requireImages(images);
    int across = (int) Math.min(columns, images.size(0));
    int down = (int) ((images.size(0) + across - 1) / across);
    BufferedImage grid = blank(
        images.size(1),
        across * (images.size(3) + MARGIN) + MARGIN,
        down * (images.size(2) + MARGIN) + MARGIN);
    fill(grid.getRaster(), images, across, MARGIN);
    return grid;
  }

  /**
   * One image.
   *
   * @param chw {@code [C,H,W]} in [-1,1], C 1 or 3, not empty
   * @return W pixels wide, H high
   * @throws IllegalArgumentException for another shape or type, and for NaN
   */
  public static BufferedImage image(Tensor chw) {
    chw.requireShape("ImageGrid.image(chw)", "[C,H,W]", Tensor.ANY, Tensor.ANY, Tensor.ANY);
    try (Scope scope = new Scope()) {
      Tensor images = chw.unsqueeze(0);
      requireImages(images);
      BufferedImage image = blank(chw.size(0), chw.size(2), chw.size(1));
      fill(image.getRaster(), images, 1, 0);
      return image;
    }
  }

  /**
   * One image that was over white, made transparent again: over white it looks as before.
   *
   * @param chw {@code [C,H,W]} in [-1,1], C 1 or 3
   * @param alpha how opaque it is, {@code [1,1,h,w]} in [0,1]; brought to the image's size
   */
  public static BufferedImage transparent(Tensor chw, Tensor alpha) {
    try (Scope scope = new Scope()) {
      int height = (int) chw.size(1);
      int width = (int) chw.size(2);
      Tensor opaque = alpha.size(2) == height && alpha.size(3) == width
          ? alpha
          : Functional.resizeBilinear(alpha, height, width);
      Tensor a = opaque.select(0, 0).expand(3, height, width);
      Tensor over =
          chw.expand(3, height, width).minus(1).dividedBy(a.clamp(1 / 255.0, 1)).plus(1);
      float[] colours = over.clamp(-1, 1).contiguous().toFloats();
      float[] alphas = opaque.times(2).minus(1).contiguous().toFloats();
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
      int area = width * height;
      for (int i = 0; i < area; i++) {
        int argb = level(alphas[i]) << 24
            | level(colours[i]) << 16
            | level(colours[area + i]) << 8
            | level(colours[2 * area + i]);
        image.setRGB(i % width, i / width, argb);
      }
      return image;
    }
  }

  /**
   * The columns of a grid whose images take classes in turn: a class a column, if there are
   * several.
   */
  public static int columnsFor(int n, int classes) {
    return classes > 1 ? classes : columnsFor(n);
  }

  /** The number of columns that makes the grid of n ≥ 1 images near-square: ⌈√n⌉. */
  public static int columnsFor(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be >= 1, got " + n);
    }
    return (int) Math.ceil(Math.sqrt(n));
  }

  /**
   * Makes every pixel a square of pixels, for images too small to see.
   *
   * @param factor at least 1
   * @return the same kind of image, factor times as wide and as high
   */
  public static BufferedImage enlarge(BufferedImage image, int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("factor must be >= 1, got " + factor);
    }
    Raster from = image.getRaster();
    WritableRaster to = from.createCompatibleWritableRaster(
        Math.multiplyExact(image.getWidth(), factor),
        Math.multiplyExact(image.getHeight(), factor));
    Object pixel = null;
    for (int y = 0; y < to.getHeight(); y++) {
      for (int x = 0; x < to.getWidth(); x++) {
        pixel =
            from.getDataElements(from.getMinX() + x / factor, from.getMinY() + y / factor, pixel);
        to.setDataElements(x, y, pixel);
      }
    }
    return new BufferedImage(image.getColorModel(), to, image.isAlphaPremultiplied(), null);
  }

  /**
   * Writes a PNG file: whole or not at all, over what is there, equal pictures as equal bytes.
   *
   * @throws IOException if the disk is full, the directory is missing …
   */
  public static void writePng(Path file, BufferedImage image) throws IOException {
    AtomicFile.write(file, Png.encode(image));
  }

  // ---------------------------------------------------------------- pixels

  /** The byte, 0 … 255, that a value in [-1,1] is written as. */
  public static int level(float value) {
    return (int) Math.floor(Math.max(0, Math.min(255, (value + 1) * 127.5f)) + 0.5f);
  }

  private static void requireImages(Tensor images) {
    boolean floating = images.type() == DType.FLOAT32 || images.type() == DType.FLOAT64;
    long channels = images.size(1);
    if (!floating || (channels != 1 && channels != 3) || images.count() == 0) {
      throw new IllegalArgumentException(
          "ImageGrid: expected float images [N,C,H,W], C 1 or 3," + " none empty, got " + images);
    }
  }

  private static BufferedImage blank(long channels, long width, long height) {
    int w = Math.toIntExact(width);
    int h = Math.toIntExact(height);
    return channels == 1
        ? new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED, GREYS)
        : new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
  }

  private static void fill(WritableRaster to, Tensor images, int across, int margin) {
    int height = Math.toIntExact(images.size(2));
    int width = Math.toIntExact(images.size(3));
    for (int n = 0; n < images.size(0); n++) {
      int left = margin + n % across * (width + margin);
      int top = margin + n / across * (height + margin);
      for (int channel = 0; channel < images.size(1); channel++) {
        int[] levels = levels(images, n, channel);
        to.setSamples(left, top, width, height, channel, levels);
      }
    }
  }

  /** One channel of one image, {@code [H·W]} in 0 … 255. */
  private static int[] levels(Tensor images, int n, int channel) {
    try (Scope scope = new Scope()) {
      float[] values = images.select(0, n).select(0, channel).toFloats();
      int[] levels = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        if (Float.isNaN(values[i])) {
          throw new IllegalArgumentException("ImageGrid: image " + n + " of " + images.size(0)
              + " holds NaN, expected values in [-1,1]");
        }
        levels[i] = level(values[i]);
      }
      return levels;
    }
  }
}
