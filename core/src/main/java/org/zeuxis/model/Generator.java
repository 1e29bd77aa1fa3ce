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
   * @return {@code [N,C,H,W]}, or {@code [N,2]} for points; networks whose colours are linear may
   *     leave [-1,1]
   */
  public abstract Tensor forward(Tensor z, Tensor labels);

  /** What a generator made as it is shown and measured: images in [-1,1], points as they are. */
  public static Tensor shown(Tensor samples) {
    return samples.dimensions() == 4 ? samples.clamp(-1, 1) : samples;
  }
}
