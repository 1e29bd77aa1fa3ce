package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/** The mean of k×k windows, k apart. {@code [N,C,H,W]} → {@code [N,C,⌊H/k⌋,⌊W/k⌋]}. */
public final class AvgPool extends Layer {
  private final long window;

  public AvgPool(long window) {
    if (window < 1) {
      throw new IllegalArgumentException("AvgPool: window must be >= 1, got " + window);
    }
    this.window = window;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("AvgPool.forward(x)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    return Functional.avgPool(x, window);
  }
}
