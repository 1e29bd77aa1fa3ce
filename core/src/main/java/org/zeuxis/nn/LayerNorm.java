package org.zeuxis.nn;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Layer normalisation (arXiv:1607.06450) over the trailing dimensions, with scale and shift of
 * their shape.
 */
public final class LayerNorm extends Layer {
  private static final double EPSILON = 1e-5; // PyTorch's default

  private final long[] shape;
  private final Tensor weight;
  private final Tensor bias;

  public LayerNorm(Init init, long... shape) {
    this.shape = shape.clone();
    weight = parameter("weight", init.scale(shape));
    bias = parameter("bias", Tensor.zeros(shape));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.layerNorm(x, shape, weight, bias, EPSILON);
  }
}
