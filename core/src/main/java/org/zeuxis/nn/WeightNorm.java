package org.zeuxis.nn;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * {@code g·v/‖v‖} for each output (Salimans, Kingma 2016, arXiv:1602.07868, equation 2). g has the
 * weight's shape with extents of 1, as PyTorch's.
 */
final class WeightNorm implements UnaryOperator<Tensor> {
  private final long[] shape;
  private final long[] others;
  private final Tensor g;

  WeightNorm(WeightedLayer layer) {
    Tensor v = layer.rawWeight();
    int out = layer.outDimension();
    shape = new long[v.dimensions()];
    Arrays.fill(shape, 1);
    shape[out] = v.size(out);
    others = new long[shape.length - 1];
    Arrays.setAll(others, i -> i < out ? i : i + 1);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      g = layer.parameter("weight_g", length(v));
    }
  }

  @Override
  public Tensor apply(Tensor v) {
    return v.times(g.dividedBy(length(v)));
  }

  private Tensor length(Tensor v) {
    return v.norm(others).reshape(shape);
  }
}
