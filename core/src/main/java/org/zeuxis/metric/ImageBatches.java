package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Images that are read a few at a time, so that a metric needs no room for all of them at once. */
public interface ImageBatches {
  /** How many there are. */
  int count();

  /** Of one image: {@code {C,H,W}}. */
  long[] shape();

  /**
   * Some of them, in the caller's scope.
   *
   * @param indices 0 … count-1, in any order
   * @return {@code [indices,C,H,W]} in [-1,1]
   */
  Tensor read(int... indices);

  /** The images of a tensor, {@code [N,C,H,W]} in [-1,1], which must outlive the batches. */
  static ImageBatches of(Tensor images) {
    images.requireShape(
        "ImageBatches.of(images)", "[N,C,H,W]", Tensor.ANY, Tensor.ANY, Tensor.ANY, Tensor.ANY);
    return new ImageBatches() {
      @Override
      public int count() {
        return Math.toIntExact(images.size(0));
      }

      @Override
      public long[] shape() {
        return new long[] {images.size(1), images.size(2), images.size(3)};
      }

      @Override
      public Tensor read(int... indices) {
        long[] rows = new long[indices.length];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = indices[i];
        }
        try (Scope scope = new Scope()) {
          return scope.keep(
              images.indexSelect(0, Tensor.of(rows, rows.length).to(images.device())));
        }
      }
    };
  }

  /**
   * The images of a data set, unmirrored.
   *
   * @throws InvalidInputException if it holds points
   */
  static ImageBatches of(Dataset data) {
    if (!data.isImages()) {
      throw new InvalidInputException(data.name() + ": is a set of points, expected images");
    }
    return new ImageBatches() {
      @Override
      public int count() {
        return data.size();
      }

      @Override
      public long[] shape() {
        return data.sampleShape();
      }

      @Override
      public Tensor read(int... indices) {
        long[] chw = data.sampleShape();
        int length = Math.toIntExact(chw[0] * chw[1] * chw[2]);
        float[] pixels = new float[Math.multiplyExact(length, indices.length)];
        for (int i = 0; i < indices.length; i++) {
          data.read(indices[i], false, pixels, i * length);
        }
        return Tensor.of(pixels, indices.length, chw[0], chw[1], chw[2]);
      }
    };
  }

  /**
   * Checks what a metric is about to use.
   *
   * @param metric named in the message, such as {@code ms-ssim}
   * @param whose {@code real} or {@code generated}
   * @param images {@code [N,C,H,W]}
   * @param atLeast images that the metric needs
   * @throws InvalidInputException if there are fewer, or a pixel is NaN or infinite
   */
  static void require(String metric, String whose, Tensor images, long atLeast) {
    images.requireShape(
        metric + "(" + whose + ")", "[N,C,H,W]", Tensor.ANY, Tensor.ANY, Tensor.ANY, Tensor.ANY);
    if (images.size(0) < atLeast) {
      throw new InvalidInputException(
          metric + ": needs at least " + atLeast + " " + whose + " images, got " + images.size(0));
    }
    if (!images.isFinite()) {
      throw new InvalidInputException(
          metric + ": the " + whose + " images hold NaN or infinite numbers");
    }
  }
}
