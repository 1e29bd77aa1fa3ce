package org.zeuxis.game;

import org.zeuxis.engine.Tensor;

/** What stands between samples and the discriminator, in both players' turns. */
@FunctionalInterface
public interface Lens {
  /**
   * Samples as the discriminator sees them, of the same shape. Gradients pass through.
   *
   * @param samples real or generated
   * @param iteration from 0
   */
  Tensor look(Tensor samples, long iteration);

  /**
   * Real samples in the discriminator's turn.
   *
   * @param fake as many generated ones
   */
  default Tensor lookAtReal(Tensor real, Tensor fake, long iteration) {
    return look(real, iteration);
  }
}
