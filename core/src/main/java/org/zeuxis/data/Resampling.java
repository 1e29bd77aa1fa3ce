package org.zeuxis.data;

/**
 * Resizes square pictures: area averaging to shrink (no aliasing), Catmull-Rom bicubic to enlarge.
 *
 * <p>Separable: every output is a weighted sum of a run of inputs, first along rows, then along
 * columns.
 */
final class Resampling {
  private final int from;

  /**
   * For each output: the first input it sees and the weights of the run from there, summing to 1.
   */
  private final int[] first;

  private final float[][] weights;

  /** Of squares of {@code from} pixels a side to such of {@code to}. */
  Resampling(int from, int to) {
    this.from = from;
    first = new int[to];
    weights = new float[to][];
    for (int i = 0; i < to; i++) {
      if (to < from) {
        area(i, from, to);
      } else {
        bicubic(i, from, to);
      }
    }
  }

  static Picture resize(Picture square, int side) {
    int from = square.width();
    if (from == side) {
      return square;
    }
    Resampling filter = new Resampling(from, side);
    byte[] resized = new byte[square.channels() * side * side];
    float[] plane = new float[from * from];
    for (int c = 0; c < square.channels(); c++) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = square.planes()[c * plane.length + i] & 0xff;
      }
      float[] other = filter.apply(plane, 0);
      for (int i = 0; i < other.length; i++) {
        resized[c * other.length + i] = (byte) Math.max(0, Math.min(255, Math.round(other[i])));
      }
    }
    return new Picture(square.channels(), side, side, resized);
  }

  /** Output i covers the inputs [i·s, (i+1)·s), s = from/to, each by the share that lies within. */
  private void area(int i, int from, int to) {
    double scale = (double) from / to;
    double start = i * scale;
    double end = Math.min(from, start + scale);
    first[i] = (int) start;
    int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
    weights[i] = new float[last - first[i] + 1];
    for (int k = 0; k < weights[i].length; k++) {
      double covered = Math.min(end, first[i] + k + 1) - Math.max(start, first[i] + k);
      weights[i][k] = (float) (covered / (end - start));
    }
  }

  /**
   * Keys' cubic convolution with a = -1/2 on pixel centres; what lies beyond the edge repeats the
   * edge.
   */
  private void bicubic(int i, int from, int to) {
    double centre = (i + 0.5) * from / to - 0.5;
    int left = (int) Math.floor(centre) - 1;
    first[i] = Math.max(0, left);
    int last = Math.min(from - 1, left + 3);
    weights[i] = new float[last - first[i] + 1];
    for (int k = 0; k < 4; k++) {
      int input = Math.max(first[i], Math.min(last, left + k));
      weights[i][input - first[i]] += (float) keys(Math.abs(centre - (left + k)));
    }
  }

  private static double keys(double x) {
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }

  /**
   * One plane, where bicubic weights may lead beyond the range of the input.
   *
   * @param planes squares of {@code from} pixels a side, by rows
   * @param offset where the plane begins
   */
  float[] apply(float[] planes, int offset) {
    int to = first.length;
    float[] rows = new float[from * to];
    for (int y = 0; y < from; y++) {
      for (int i = 0; i < to; i++) {
        int start = offset + y * from + first[i];
        float sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
          sum += weights[i][k] * planes[start + k];
        }
        rows[y * to + i] = sum;
      }
    }
    float[] out = new float[to * to];
    for (int i = 0; i < to; i++) {
      for (int x = 0; x < to; x++) {
        float sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
          sum += weights[i][k] * rows[(first[i] + k) * to + x];
        }
        out[i * to + x] = sum;
      }
    }
    return out;
  }
}
