package org.zeuxis.game;

import org.zeuxis.engine.Tensor;

/**
 * The ability to make images in two halves, by way of an intermediate latent space W (Karras,
 * Laine, Aila 2019, StyleGAN, arXiv:1812.04948, section 2).
 */
public interface MapsLatents {
  /** {@code z [N,latent]} → {@code w [N,…]}. */
  Tensor map(Tensor z);

  /** {@code w [N,…]} → {@code [N,C,H,W]} in [-1,1]. */
  Tensor synthesize(Tensor w);
}
