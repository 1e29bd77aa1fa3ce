package org.zeuxis.model;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;

/** A network that makes samples of latent vectors, G(z). */
public abstract class Generator extends Module {
  /**
   * Makes samples.
   *
   * @param z {@code [N,latent]}
   * @param labels classes, {@code int64 [N]}; networks without classes do not look at them
   * @return {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
   */
  public abstract Tensor forward(Tensor z, Tensor labels);
}
