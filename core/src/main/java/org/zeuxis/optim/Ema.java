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
 *
 * <p>With a ramp-up the memory is short at first, so that the untrained weights are forgotten soon
 * (StyleGAN2, arXiv:1912.04958, the authors' {@code ema_rampup}): the half-life of β is {@code h =
 * -1/log₂β} iterations, and {@code min(h, rampup·(iteration+1))} is used for it.
 */
public final class Ema {
  private final Map<String, Tensor> source;
  private final Map<String, Tensor> average;
  private final double beta;
  private final double rampup;

  /** An average without a ramp-up. */
  public Ema(Module source, Module average, double beta) {
    this(source, average, beta, 0);
  }

  /**
   * @param average a network of the same architecture; it takes the source's values at once
   * @param beta weight of the past, in [0,1)
   * @param rampup the half-life as a part of the iterations played, while that is shorter than
   *     {@code beta}'s; StyleGAN2-ADA's is 0.05; 0 turns it off
   */
  public Ema(Module source, Module average, double beta, double rampup) {
    this.beta = Range.unit("ema beta", beta);
    this.rampup = Range.notNegative("ema rampup", rampup);
    this.source = source.stateDict();
    this.average = average.stateDict();
    average.loadStateDict(this.source, "moving average");
  }

  /** Follows the source by one step, with {@code beta} whatever the ramp-up. */
  public void update() {
    follow(beta);
  }

  /**
   * Follows the source by one step.
   *
   * @param iteration that has been played, from 0
   */
  public void update(long iteration) {
    follow(beta(iteration));
  }

  /** The weight of the past in one iteration: {@code 0.5^(1/h)}. */
  double beta(long iteration) {
    double ramp = rampup * (iteration + 1);
    double halfLife = -Math.log(2) / Math.log(beta);
    return rampup == 0 || ramp >= halfLife ? beta : Math.pow(0.5, 1 / ramp);
  }

  private void follow(double weight) {
    try (NoGrad guard = new NoGrad()) {
      source.forEach((name, value) -> {
        Tensor mean = average.get(name);
        if (value.requiresGradient() && value.type() == DType.FLOAT32) {
          mean.lerpInPlace(value, 1 - weight);
        } else {
          mean.copyFrom(value);
        }
      });
    }
  }
}
