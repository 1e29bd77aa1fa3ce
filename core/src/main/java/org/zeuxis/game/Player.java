package org.zeuxis.game;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;
import org.zeuxis.optim.GradientClipping;
import org.zeuxis.optim.Lookahead;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.Schedule;

/**
 * A network that learns: the module, its optimizer, its learning rate.
 *
 * @param learningRate of the first iteration, before the schedule
 * @param constraint applied to the parameters after each update
 * @param maxGradientNorm that all gradients together are scaled down to; infinite for no limit
 * @param lookahead that takes the parameters back now and then, or null
 */
public record Player(
    Module network,
    Optimizer optimizer,
    double learningRate,
    Schedule schedule,
    Constraint constraint,
    double maxGradientNorm,
    Lookahead lookahead)
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
    if (!(maxGradientNorm > 0)) {
      throw new IllegalArgumentException("maxGradientNorm must be > 0, got " + maxGradientNorm);
    }
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException("learningRate must be > 0, got " + learningRate);
    }
  }

  /** A player without limit or lookahead. */
  public Player(
      Module network,
      Optimizer optimizer,
      double learningRate,
      Schedule schedule,
      Constraint constraint) {
    this(network, optimizer, learningRate, schedule, constraint, Double.POSITIVE_INFINITY, null);
  }

  /**
   * One step down the loss. Only this player's gradients are computed, whatever other network the
   * loss went through.
   *
   * @param iteration from 0, for the schedule
   */
  public void descend(Tensor loss, long iteration) {
    move(loss.gradients(optimizer.parameters()), iteration);
  }

  /**
   * One step against gradients.
   *
   * @param gradients in the order of the optimizer's parameters
   */
  public void move(List<Tensor> gradients, long iteration) {
    optimizer.step(GradientClipping.toNorm(gradients, maxGradientNorm), rate(iteration));
    try (NoGrad guard = new NoGrad()) {
      constraint.enforce(optimizer.parameters());
    }
  }

  /** The learning rate of an iteration. */
  double rate(long iteration) {
    return learningRate * schedule.factor(iteration);
  }

  /** Every player has moved. */
  void endIteration(long iteration) {
    if (lookahead != null) {
      lookahead.afterIteration(iteration);
    }
  }

  /** State beyond network and optimizer, by name. */
  Map<String, Tensor> state() {
    return lookahead == null ? Map.of() : lookahead.state();
  }

  @Override
  public void close() {
    if (lookahead != null) {
      lookahead.close();
    }
    optimizer.close();
    network.close();
  }
}
