package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;

/**
 * Images put together anew of whole pixels, each image in its own way, without a loop over them.
 * All of it can be differentiated any number of times.
 */
final class Pixels {
  /** As a source: no pixel, a zero. */
  static final int NONE = -1;

  private Pixels() {}

  /**
   * Takes pixel (y,x) of image n from row {@code rows[n][y]}, column {@code columns[n][x]} of the
   * same image, or makes it zero where one of them is {@link #NONE}.
   */
  static Tensor take(Tensor images, int[][] rows, int[][] columns) {
    long n = images.size(0);
    long c = images.size(1);
    long h = images.size(2);
    long w = images.size(3);
    Tensor row = indices(rows, w, n, h, 1);
    Tensor column = indices(columns, 1, n, 1, w);
    Tensor index = row.plus(column).to(images.device()).reshape(n, 1, h * w).expand(n, c, h * w);
    Tensor taken = images.reshape(n, c, h * w).gather(2, index).reshape(n, c, h, w);
    if (complete(rows) && complete(columns)) {
      return taken;
    }
    return taken.times(known(images, rows, n, 1, h, 1).times(known(images, columns, n, 1, 1, w)));
  }

  /**
   * Makes a rectangle of each image zero: rows top ≤ y &lt; bottom, columns left ≤ x &lt; right, as
   * far as they lie in the image.
   */
  static Tensor erase(Tensor images, int[] top, int[] bottom, int[] left, int[] right) {
    long n = images.size(0);
    long h = images.size(2);
    long w = images.size(3);
    Tensor rows = Images.like(images, between(top, bottom, h), n, 1, h, 1);
    Tensor columns = Images.like(images, between(left, right, w), n, 1, 1, w);
    return images.times(rows.times(columns).neg().plus(1));
  }

  private static Tensor indices(int[][] sources, long stride, long... shape) {
    int extent = sources.length == 0 ? 0 : sources[0].length;
    long[] indices = new long[sources.length * extent];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = stride * Math.max(0, sources[i / extent][i % extent]);
    }
    return Tensor.of(indices, shape);
  }

  private static boolean complete(int[][] sources) {
    for (int[] line : sources) {
      for (int source : line) {
        if (source == NONE) {
          return false;
        }
      }
    }
    return true;
  }

  /** One where there is a source, else zero. */
  private static Tensor known(Tensor images, int[][] sources, long... shape) {
    int extent = sources.length == 0 ? 0 : sources[0].length;
    double[] known = new double[sources.length * extent];
    for (int i = 0; i < known.length; i++) {
      known[i] = sources[i / extent][i % extent] == NONE ? 0 : 1;
    }
    return Images.like(images, known, shape);
  }

  /** One at the places from ≤ i &lt; to of each image, else zero. */
  private static double[] between(int[] from, int[] to, long extent) {
    int length = Math.toIntExact(extent);
    double[] inside = new double[from.length * length];
    for (int i = 0; i < inside.length; i++) {
      int place = i % length;
      inside[i] = place >= from[i / length] && place < to[i / length] ? 1 : 0;
    }
    return inside;
  }
}
