package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;

/** A term that is added to one player's loss. */
@FunctionalInterface
public interface Penalty {
  /** The term before its weight, a scalar that leads back to the player's parameters. */
  Tensor of(Turn turn);
}
