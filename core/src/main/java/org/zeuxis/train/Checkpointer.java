package org.zeuxis.train;

import java.util.Map;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Tensor;
import org.zeuxis.run.Best;
import org.zeuxis.run.Checkpoints;

/**
 * Saves the game before the first iteration, every few iterations, where it is the best so far, and
 * at the end; never one that is not finite.
 */
final class Checkpointer implements TrainingObserver {
  private final Checkpoints checkpoints;
  private final long every;
  private final int keep;
  private final Device device;
  private final Best best;

  Checkpointer(Checkpoints checkpoints, long every, int keep, Device device, Best best) {
    this.checkpoints = checkpoints;
    this.every = every;
    this.keep = keep;
    this.device = device;
    this.best = best;
  }

  @Override
  public void begin(Moment at) {
    if (checkpoints.latest().isEmpty()) {
      save(at);
    }
  }

  @Override
  public void afterStep(Moment at) {
    if (at.step() % every == 0 || best.isOf(at.step())) {
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
    at.game().players().forEach((name, player) -> {
      requireFinite(at, name, player.network().stateDict());
      requireFinite(at, name + "'s optimizer", player.optimizer().state());
    });
    requireFinite(at, "remedies", at.game().state());
    at.game().averages().forEach((name, network) -> requireFinite(at, name, network.stateDict()));
    checkpoints.save(at.game(), at.step(), at.position(), device, keep, best.step());
  }

  private static void requireFinite(Moment at, String owner, Map<String, Tensor> tensors) {
    tensors.forEach((name, tensor) -> {
      if (!tensor.isFinite()) {
        throw new TrainingFailedException(
            "step " + at.step() + ": " + owner + ": " + name + " is not finite");
      }
    });
  }
}
