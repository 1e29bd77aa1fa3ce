package org.zeuxis.game;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Instance noise (Sønderby et al. 2017, arXiv:1610.04490, section 2.3; Arjovsky, Bottou 2017,
 * arXiv:1701.04862, section 3): normal noise on real and generated samples alike, so that their
 * distributions overlap. It fades in a straight line.
 *
 * @param deviation at the beginning, in the samples' own units
 * @param steps iterations after which it is gone; 0: it stays
 */
public record InstanceNoise(double deviation, long steps, Rng rng) implements Lens {
  public InstanceNoise {
    if (!(deviation > 0) || steps < 0) {
      throw new IllegalArgumentException(
          "instanceNoise: expected a deviation > 0 and steps >= 0, got " + deviation + " and "
              + steps);
    }
  }

  @Override
  public Tensor look(Tensor samples, long iteration) {
    double now = steps == 0 ? deviation : deviation * Math.max(0, 1 - (double) iteration / steps);
    return now == 0
        ? samples
        : samples.plus(rng.normal(samples.shape()).timesInPlace(now).to(samples.device()));
  }
}
