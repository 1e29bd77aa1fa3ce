package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/** {@code y = xWᵀ + b}. {@code [N,in]} → {@code [N,out]}. */
public final class Linear extends Layer {
  private final long in;
  private final Tensor weight;
  private final Tensor bias;

  public Linear(long in, long out, boolean withBias, Init init) {
    this.in = in;
    weight = parameter("weight", init.weight(in, out, in));
    bias = withBias ? parameter("bias", init.bias(in, out)) : null;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("Linear.forward(x)", "[N,in]", ANY, in);
    return Functional.linear(x, weight, bias);
  }
}
