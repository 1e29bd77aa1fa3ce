package org.zeuxis.lab;

import java.util.SplittableRandom;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;

/** The digits that come with the library as points of 64 coordinates, and noise beside them. */
final class DigitCloud {
  static final int SIDE = 8;

  private DigitCloud() {}

  /** {@code [1797][64]}, the pixels in [-1,1]. */
  static double[][] digits(ProgressListener progress) {
    Dataset data = DataSource.open("digits", DataOptions.defaults().withSize(SIDE), progress);
    double[][] points = new double[data.size()][SIDE * SIDE];
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < points.length; i++) {
      data.read(i, false, pixels, 0);
      for (int c = 0; c < pixels.length; c++) {
        points[i][c] = pixels[c];
      }
    }
    return points;
  }

  /** Each pixel from an image of its own: every pixel keeps its histogram, the images are gone. */
  static double[][] shuffled(double[][] points, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] mixed = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      mixed[i] = points[i].clone();
    }
    for (int c = 0; c < points[0].length; c++) {
      for (int i = mixed.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double kept = mixed[i][c];
        mixed[i][c] = mixed[j][c];
        mixed[j][c] = kept;
      }
    }
    return mixed;
  }
}
