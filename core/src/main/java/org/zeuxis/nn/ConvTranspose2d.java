package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Transposed convolution with a square window. {@code [N,in,H,W]} → {@code [N,out,H',W']}, H' =
 * (H-1)s-2p+k+o.
 */
public final class ConvTranspose2d extends WeightedLayer {
  private final long in;
  private final long stride;
  private final long padding;
  private final long outputPadding;

  /** Without output padding: o = 0. */
  public ConvTranspose2d(
      long in, long out, long window, long stride, long padding, boolean withBias, Init init) {
    this(in, out, window, stride, padding, 0, withBias, init);
  }

  /**
   * With output padding.
   *
   * @param outputPadding rows and columns of the output, at its end, beyond those that the smallest
   *     fitting input leads to; 0 to stride-1. With a stride of 2, 1 doubles the side by a 3×3
   *     window with padding 1
   */
  public ConvTranspose2d(
      long in,
      long out,
      long window,
      long stride,
      long padding,
      long outputPadding,
      boolean withBias,
      Init init) {
    // The fan-in as PyTorch counts it: weight.size(1) × window.
    super(
        init.weight(out * window * window, in, out, window, window),
        withBias ? init.bias(out * window * window, out) : null,
        1);
    if (outputPadding < 0 || outputPadding >= stride) {
      throw new IllegalArgumentException("ConvTranspose2d: outputPadding must be in 0.."
          + (stride - 1) + ", below the stride, got " + outputPadding);
    }
    this.in = in;
    this.stride = stride;
    this.padding = padding;
    this.outputPadding = outputPadding;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("ConvTranspose2d.forward(x)", "[N,C,H,W]", ANY, in, ANY, ANY);
    return Functional.convTranspose2d(x, weight(), bias(), stride, padding, outputPadding);
  }
}
