package org.zeuxis.nn;

import org.zeuxis.engine.Tensor;

/** {@code [N,...]} → {@code [N,shape]}. */
public final class Reshape extends Layer {
  private final long[] batchShape;

  public Reshape(long... shape) {
    batchShape = new long[shape.length + 1];
    batchShape[0] = -1;
    System.arraycopy(shape, 0, batchShape, 1, shape.length);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.reshape(batchShape);
  }
}
