package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Convolution with a square window. {@code [N,in,H,W]} → {@code [N,out,H',W']}, H' =
 * ⌊(H+2p-k)/s⌋+1.
 */
public final class Conv2d extends WeightedLayer {
  private final long in;
  private final long stride;
  private final long padding;
  private final long groups;

  public Conv2d(
      long in, long out, long window, long stride, long padding, boolean withBias, Init init) {
    this(in, out, window, stride, padding, 1, withBias, init);
  }

  /**
   * A grouped convolution.
   *
   * @param groups parts of the input's and the output's channels, each part of the output seeing
   *     its part of the input only; a divisor of both counts
   */
  public Conv2d(
      long in,
      long out,
      long window,
      long stride,
      long padding,
      long groups,
      boolean withBias,
      Init init) {
    super(
        init.weight(fanIn(in, out, window, groups), out, in / groups, window, window),
        withBias ? init.bias(fanIn(in, out, window, groups), out) : null,
        0);
    this.in = in;
    this.stride = stride;
    this.padding = padding;
    this.groups = groups;
  }

  private static long fanIn(long in, long out, long window, long groups) {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException("Conv2d: in and out must be multiples of groups, got " + in
          + ", " + out + " and " + groups);
    }
    return in / groups * window * window;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("Conv2d.forward(x)", "[N,C,H,W]", ANY, in, ANY, ANY);
    return Functional.conv2d(x, weight(), bias(), stride, padding, groups);
  }
}
