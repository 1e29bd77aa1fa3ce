package org.zeuxis.objective;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Functional.Outside;
import org.zeuxis.engine.Tensor;

/** Affine maps of places and of colours, one for each image. */
final class AffineMaps {
  private AffineMaps() {}

  /**
   * Moves the pixels of each image, with bilinear interpolation; outside, the image goes on
   * mirrored at the centres of its outermost pixels.
   *
   * @param maps from input to output, in pixels from the image's centre
   */
  static Tensor warp(Tensor images, Homogeneous[] maps) {
    long height = images.size(2);
    long width = images.size(3);
    // Pixels per unit where -1 and 1 are the centres of the outermost pixels.
    double x = Math.max(1, width - 1) / 2.0;
    double y = Math.max(1, height - 1) / 2.0;
    double[] theta = new double[maps.length * 6];
    for (int n = 0; n < maps.length; n++) {
      Homogeneous back =
          Homogeneous.scaling(x, y).then(maps[n].inverse()).then(Homogeneous.scaling(1 / x, 1 / y));
      for (int i = 0; i < 6; i++) {
        theta[n * 6 + i] = back.get(i / 3, i % 3);
      }
    }
    Tensor grid =
        Functional.affineGrid(Images.like(images, theta, maps.length, 2, 3), height, width, true);
    return Functional.gridSample(images, grid, Outside.REFLECTION, true);
  }

  /**
   * Maps the colours of each image. Other than three channels have no hue: each is mapped as a
   * grey, by the mean of the matrix's rows.
   */
  static Tensor recolour(Tensor images, Homogeneous[] maps) {
    return images.size(1) == 3 ? colours(images, maps) : greys(images, maps);
  }

  private static Tensor colours(Tensor images, Homogeneous[] maps) {
    long n = maps.length;
    double[] factors = new double[maps.length * 9];
    double[] addends = new double[maps.length * 3];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = maps[i / 9].get(i / 3 % 3, i % 3);
    }
    for (int i = 0; i < addends.length; i++) {
      addends[i] = maps[i / 3].get(i % 3, 3);
    }
    return Images.like(images, factors, n, 3, 3)
        .matmul(images.flatten(2))
        .plus(Images.like(images, addends, n, 3, 1))
        .reshape(images.shape());
  }

  private static Tensor greys(Tensor images, Homogeneous[] maps) {
    double[] factors = new double[maps.length];
    double[] addends = new double[maps.length];
    for (int n = 0; n < maps.length; n++) {
      for (int row = 0; row < 3; row++) {
        factors[n] += (maps[n].get(row, 0) + maps[n].get(row, 1) + maps[n].get(row, 2)) / 3;
        addends[n] += maps[n].get(row, 3) / 3;
      }
    }
    return images.times(Images.each(images, factors)).plus(Images.each(images, addends));
  }
}
