package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Instance normalisation (arXiv:1607.08022), with scale and shift or without. {@code [N,C,H,W]} →
 * the same.
 */
public final class InstanceNorm extends Layer {
  private static final double EPSILON = 1e-5; // PyTorch's default

  private final long channels;
  private final Tensor weight;
  private final Tensor bias;

  /** With scale and shift. */
  public InstanceNorm(long channels, Init init) {
    this.channels = channels;
    weight = parameter("weight", init.scale(channels));
    bias = parameter("bias", Tensor.zeros(channels));
  }

  /** Without: nothing learns. PyTorch's default. */
  public InstanceNorm(long channels) {
    this.channels = channels;
    weight = null;
    bias = null;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("InstanceNorm.forward(x)", "[N,C,H,W]", ANY, channels, ANY, ANY);
    return Functional.instanceNorm(x, weight, bias, EPSILON);
  }
}
