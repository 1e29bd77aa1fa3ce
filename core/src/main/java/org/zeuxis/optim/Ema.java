package org.zeuxis.optim;

import java.util.Map;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;

/**
 * A network that follows another as the exponential moving average of its parameters
 * (arXiv:1806.04498): {@code average = β·average + (1-β)·parameter}. Buffers, such as running
 * statistics, are copied.
 */
public final class Ema {
  private final Map<String, Tensor> source;
  private final Map<String, Tensor> average;
  private final double beta;

  /**
   * @param average a network of the same architecture; it takes the source's values at once
   * @param beta weight of the past, in [0,1)
   */
  public Ema(Module source, Module average, double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new IllegalArgumentException("ema beta must be in [0,1), got " + beta);
    }
    this.source = source.stateDict();
    this.average = average.stateDict();
    this.beta = beta;
    average.loadStateDict(this.source, "moving average");
  }

  /** Follows the source by one step. */
  public void update() {
    try (NoGrad guard = new NoGrad()) {
      source.forEach((name, value) -> {
        Tensor mean = average.get(name);
        if (value.requiresGradient() && value.type() == DType.FLOAT32) {
          mean.lerpInPlace(value, 1 - beta);
        } else {
          mean.copyFrom(value);
        }
      });
    }
  }
}
