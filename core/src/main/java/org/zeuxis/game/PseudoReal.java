package org.zeuxis.game;

import java.util.function.DoubleSupplier;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.PseudoAugmentation;

/**
 * Adaptive pseudo augmentation (Jiang et al. 2021, arXiv:2111.06849, section 3.2): now and then the
 * discriminator is shown a generated sample as a real one.
 *
 * @param probability of that, for each real sample, now
 */
public record PseudoReal(DoubleSupplier probability, Rng rng) implements Lens {
  @Override
  public Tensor look(Tensor samples, long iteration) {
    return samples;
  }

  @Override
  public Tensor lookAtReal(Tensor real, Tensor fake, long iteration) {
    return PseudoAugmentation.mix(real, fake, probability.getAsDouble(), rng);
  }
}
