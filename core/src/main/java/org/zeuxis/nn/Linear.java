package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/** {@code y = xWᵀ + b}. {@code [N,in]} → {@code [N,out]}. */
public final class Linear extends WeightedLayer {
  private final long in;

  public Linear(long in, long out, boolean withBias, Init init) {
    super(init.weight(in, out, in), withBias ? init.bias(in, out) : null, 0);
    this.in = in;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("Linear.forward(x)", "[N,in]", ANY, in);
    return Functional.linear(x, weight(), bias());
  }
}
