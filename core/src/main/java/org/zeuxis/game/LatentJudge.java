package org.zeuxis.game;

import org.zeuxis.engine.Tensor;

/** What a discriminator makes of a generator's samples, as a function of their latent vectors. */
@FunctionalInterface
public interface LatentJudge {
  /**
   * The logits of D(G(z)).
   *
   * @param z {@code [N,latent]}
   * @param labels {@code int64 [N]}
   * @return {@code [N]}, large for real, each a function of its own vector and class alone
   */
  Tensor logits(Tensor z, Tensor labels);
}
