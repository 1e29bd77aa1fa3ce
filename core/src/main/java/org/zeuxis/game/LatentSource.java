package org.zeuxis.game;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Where a generator's latent vectors come from: its prior, or those of it that a selection leaves
 * or makes. Equal random streams give equal vectors.
 */
@FunctionalInterface
public interface LatentSource {
  /**
   * New vectors, one for each sample that is wanted.
   *
   * @param labels the classes wanted, {@code int64 [N]}
   * @return {@code [N,latent]}, in the caller's scope
   */
  Tensor draw(Rng rng, Tensor labels);

  /** The distribution that the generator was trained with. */
  static LatentSource prior(Latent latent) {
    return (rng, labels) -> latent.sample(rng, Math.toIntExact(labels.size(0)));
  }
}
