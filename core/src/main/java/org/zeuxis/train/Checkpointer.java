package org.zeuxis.train;

import org.zeuxis.TrainingFailedException;
import org.zeuxis.engine.Device;
import org.zeuxis.run.Checkpoints;

/**
 * Saves the game before the first iteration, every few iterations, and at the end; never one that
 * is not finite.
 */
final class Checkpointer implements TrainingObserver {
  private final Checkpoints checkpoints;
  private final long every;
  private final int keep;
  private final Device device;

  Checkpointer(Checkpoints checkpoints, long every, int keep, Device device) {
    this.checkpoints = checkpoints;
    this.every = every;
    this.keep = keep;
    this.device = device;
  }

  @Override
  public void begin(Moment at) {
    if (checkpoints.latest().isEmpty()) {
      save(at);
    }
  }

  @Override
  public void afterStep(Moment at) {
    if (at.step() % every == 0) {
      save(at);
    }
  }

  @Override
  public void end(Moment at) {
    if (checkpoints.latest().orElse(-1L) != at.step()) {
      save(at);
    }
  }

  private void save(Moment at) {
    at.game()
        .players()
        .forEach((player, value) -> value.network().stateDict().forEach((name, tensor) -> {
          if (!tensor.isFinite()) {
            throw new TrainingFailedException(
                "step " + at.step() + ": " + player + "'s " + name + " is not finite");
          }
        }));
    checkpoints.save(at.game(), at.step(), at.position(), device, keep);
  }
}
