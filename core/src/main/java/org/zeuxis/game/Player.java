package org.zeuxis.game;

import java.util.List;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.Schedule;

/**
 * A network that learns: the module, its optimizer, its learning rate.
 *
 * @param learningRate of the first iteration, before the schedule
 * @param constraint applied to the parameters after each update
 */
public record Player(
    Module network,
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    Constraint constraint)
    implements AutoCloseable {

  /** What must hold of parameters after every update. */
  @FunctionalInterface
  public interface Constraint {
    void enforce(List<Tensor> parameters);

    Constraint NONE = parameters -> {};

    /** Every parameter in [-bound, bound] (WGAN, arXiv:1701.07875, Algorithm 1, line 7). */
    static Constraint clip(double bound) {
      return parameters -> parameters.forEach(p -> p.clampInPlace(-bound, bound));
    }
  }

  public Player {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("learningRate must be > 0, got " + learningRate);
    }
  }

  /**
   * One step down the loss. Only this player's gradients are computed, whatever other network the
   * loss went through.
   *
   * @param iteration from 0, for the schedule
   */
  public void descend(Tensor loss, long iteration) {
    optimizer.step(
        loss.gradients(optimizer.parameters()), learningRate * schedule.factor(iteration));
    try (NoGrad guard = new NoGrad()) {
      constraint.enforce(optimizer.parameters());
    }
  }

  @Override
  public void close() {
    optimizer.close();
    network.close();
  }
}
