package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Transposed convolution with a square window. {@code [N,in,H,W]} → {@code [N,out,H',W']}, H' =
 * (H-1)s-2p+k.
 */
public final class ConvTranspose2d extends WeightedLayer {
  private final long in;
  private final long stride;
  private final long padding;

  public ConvTranspose2d(
      long in, long out, long window, long stride, long padding, boolean withBias, Init init) {
    // The fan-in as PyTorch counts it: weight.size(1) × window.
    super(
        init.weight(out * window * window, in, out, window, window),
        withBias ? init.bias(out * window * window, out) : null,
        1);
    this.in = in;
    this.stride = stride;
    this.padding = padding;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("ConvTranspose2d.forward(x)", "[N,C,H,W]", ANY, in, ANY, ANY);
    return Functional.convTranspose2d(x, weight(), bias(), stride, padding, 0);
  }
}
