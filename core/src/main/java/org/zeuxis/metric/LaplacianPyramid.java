package org.zeuxis.metric;

import java.util.List;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * An image as the sum of its details at each size (Burt, Adelson 1983), as ProGAN's metric builds
 * it: the filter (1 4 6 4 1)/16 along both axes, mirrored at the edge without repeating it, then
 * every second pixel; back up by zeros in between and four times the filter.
 */
final class LaplacianPyramid {
  /** ProGAN (arXiv:1710.10196), section 5: "until the resolution of 16×16 is reached". */
  private static final long COARSEST = 16;

  private static final double[] FILTER = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

  /** The filter reaches two pixels far. */
  private static final int REACH = FILTER.length / 2;

  private LaplacianPyramid() {}

  /** Levels of images whose shorter side is {@code side}: halved while 16 pixels remain. */
  static int levels(long side) {
    return side / 2 < COARSEST ? 1 : 1 + levels((side + 1) / 2);
  }

  /**
   * The details of one level; the coarsest level is the small image itself.
   *
   * @param images {@code [N,C,H,W]}
   * @param level 0 (finest) … levels-1
   * @return {@code [N,C,h,w]}, each side ⌈side/2⌉ from level to level
   */
  static Tensor level(Tensor images, int level, int levels) {
    try (Scope scope = new Scope()) {
      long planes = images.size(0) * images.size(1);
      Tensor x = images.reshape(planes, 1, images.size(2), images.size(3));
      for (int i = 0; i < level; i++) {
        x = down(x);
      }
      Tensor details = level == levels - 1 ? x : x.minus(up(down(x), x.size(2), x.size(3)));
      return scope.keep(
          details.reshape(images.size(0), images.size(1), details.size(2), details.size(3)));
    }
  }

  private static Tensor down(Tensor planes) {
    return Functional.conv2d(mirrored(planes), filter(planes, 1), null, 2, 0);
  }

  private static Tensor up(Tensor planes, long height, long width) {
    Tensor one = Tensor.ones(1, 1, 1, 1).to(planes.type()).to(planes.device());
    Tensor apart = Functional.convTranspose2d(planes, one, null, 2, 0, 1)
        .narrow(2, 0, height)
        .narrow(3, 0, width);
    return Functional.conv2d(mirrored(apart), filter(planes, 4), null, 1, 0);
  }

  private static Tensor filter(Tensor like, double gain) {
    double[] outer = new double[FILTER.length * FILTER.length];
    for (int i = 0; i < outer.length; i++) {
      outer[i] = gain * FILTER[i / FILTER.length] * FILTER[i % FILTER.length];
    }
    return Tensor.of(outer, 1, 1, FILTER.length, FILTER.length).to(like.type()).to(like.device());
  }

  private static Tensor mirrored(Tensor planes) {
    return mirrored(mirrored(planes, 2), 3);
  }

  /** c b | a b c … x y z | y x along one dimension. */
  private static Tensor mirrored(Tensor planes, int dimension) {
    long length = planes.size(dimension);
    Tensor before = planes.narrow(dimension, 1, REACH).flip(dimension);
    Tensor after = planes.narrow(dimension, length - 1 - REACH, REACH).flip(dimension);
    return Tensor.cat(List.of(before, planes, after), dimension);
  }
}
