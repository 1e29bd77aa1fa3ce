package org.zeuxis.objective;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Tensor;

/** What the augmentations share: checks, and numbers for each image as tensors. */
final class Images {
  private Images() {}

  static void require(String where, Tensor images, double p) {
    images.requireShape(where + "(images)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(where + ": p must be in [0,1], got " + p);
    }
  }

  /** Numbers in the images' type, where the images are. */
  static Tensor like(Tensor images, double[] values, long... shape) {
    return Tensor.of(values, shape).to(images.type()).to(images.device());
  }

  /** One number for each image, {@code [N,1,1,1]}. */
  static Tensor each(Tensor images, double[] values) {
    return like(images, values, values.length, 1, 1, 1);
  }
}
