package org.zeuxis.game;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/** The ability to make samples. Safe to use from several threads while no training runs. */
public interface Generates {
  Latent latent();

  /** Number of classes that can be asked for; 1 where there are none. */
  int classes();

  /**
   * Samples of latent vectors, without recording and with the averaged weights where there are any.
   *
   * @param z {@code [N,latent]}
   * @param labels classes, {@code int64 [N]}, in [0, classes)
   * @return {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
   */
  Tensor generate(Tensor z, Tensor labels);

  /**
   * Latent vectors for new samples: of the prior, unless the generator says otherwise in
   * {@link #sampling()}.
   *
   * @param labels the classes wanted, {@code int64 [N]}
   * @return {@code [N,latent]}
   */
  default Tensor latents(Rng rng, Tensor labels) {
    return LatentSource.prior(latent()).draw(rng, labels);
  }

  /**
   * How {@link #latents} departs from the prior, as the protocol of a measurement tells it, such as
   * {@code truncation 0.7}; empty where it does not.
   */
  default String sampling() {
    return "";
  }
}
