package org.zeuxis.game;

import java.util.function.DoubleSupplier;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.Augmentation;

/**
 * Augmentation of all that the discriminator sees, real and generated, in both turns (Zhao et al.
 * 2020, arXiv:2006.10738, section 3.2), so that the generator does not learn to make augmented
 * images.
 *
 * @param probability of each of its operations, now
 */
public record Augmented(Augmentation augmentation, DoubleSupplier probability, Rng rng)
    implements Lens {
  @Override
  public Tensor look(Tensor samples, long iteration) {
    return augmentation.apply(samples, probability.getAsDouble(), rng);
  }
}
