package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Tensor;

/**
 * A fully connected layer within each channel (Pathak et al. 2016, arXiv:1604.07379, section 3.2):
 * every pixel of a map sees all of that map and nothing of the others, {@code y[c] = W[c]·x[c] +
 * b[c]} of the flattened maps. Nothing is shared among channels: m maps of n×n cost m·n⁴ weights
 * instead of m²·n⁴. {@code [N,C,n,n]} → the same.
 */
public final class ChannelwiseLinear extends WeightedLayer {
  private final long channels;
  private final long side;

  /** The weight is {@code [C·n²,n²]}, one row an output, and the bias {@code [C·n²]}. */
  public ChannelwiseLinear(long channels, long side, Init init) {
    super(
        init.weight(side * side, channels * side * side, side * side),
        init.bias(side * side, channels * side * side),
        0);
    this.channels = channels;
    this.side = side;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("ChannelwiseLinear.forward(x)", "[N,C,H,W]", ANY, channels, side, side);
    long pixels = side * side;
    Tensor weights = weight().reshape(channels, pixels, pixels).transpose(1, 2);
    Tensor maps = x.reshape(-1, channels, pixels).transpose(0, 1);
    Tensor y = maps.matmul(weights).plus(bias().reshape(channels, 1, pixels));
    return y.transpose(0, 1).reshape(-1, channels, side, side);
  }
}
