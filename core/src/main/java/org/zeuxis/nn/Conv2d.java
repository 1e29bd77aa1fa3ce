package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Convolution with a square window. {@code [N,in,H,W]} → {@code [N,out,H',W']}, H' =
 * ⌊(H+2p-k)/s⌋+1.
 */
public final class Conv2d extends Layer {
  private final long in;
  private final long stride;
  private final long padding;
  private final Tensor weight;
  private final Tensor bias;

  public Conv2d(
      long in, long out, long window, long stride, long padding, boolean withBias, Init init) {
    this.in = in;
    this.stride = stride;
    this.padding = padding;
    long fanIn = in * window * window;
    weight = parameter("weight", init.weight(fanIn, out, in, window, window));
    bias = withBias ? parameter("bias", init.bias(fanIn, out)) : null;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("Conv2d.forward(x)", "[N,C,H,W]", ANY, in, ANY, ANY);
    return Functional.conv2d(x, weight, bias, stride, padding);
  }
}
