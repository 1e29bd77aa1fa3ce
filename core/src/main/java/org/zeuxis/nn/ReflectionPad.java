package org.zeuxis.nn;

import java.util.Arrays;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Pixels mirrored at the edges, so that a convolution behind it sees no zeros there.
 * {@code [N,C,H,W]} → {@code [N,C,H+2p,W+2p]}; H and W are above p.
 */
public final class ReflectionPad extends Layer {
  private final long padding;

  /**
   * A layer without parameters.
   *
   * @param padding pixels added at each of the four edges, at least 1
   */
  public ReflectionPad(long padding) {
    if (padding < 1) {
      throw new IllegalArgumentException("ReflectionPad: padding must be >= 1, got " + padding);
    }
    this.padding = padding;
  }

  @Override
  public Tensor forward(Tensor x) {
    long[] shape = x.shape();
    if (shape.length != 4 || shape[2] <= padding || shape[3] <= padding) {
      throw new IllegalArgumentException("ReflectionPad.forward(x): expected [N,C,H,W] with H and W"
          + " above " + padding + ", got " + Arrays.toString(shape).replace(" ", ""));
    }
    return Functional.reflectionPad(x, padding);
  }
}
