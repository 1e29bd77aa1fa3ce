package org.zeuxis.game;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;
import org.zeuxis.optim.GradientClipping;
import org.zeuxis.optim.Lookahead;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Unrolled;

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

  /** What must hold of every parameter after every update. */
  @FunctionalInterface
  public interface Constraint {
    /** The value nearest to a parameter of which it holds; can be differentiated. */
    Tensor nearest(Tensor parameter);

    Constraint NONE = parameter -> parameter;

    /** Every number in [-bound, bound] (WGAN, arXiv:1701.07875, Algorithm 1, line 7). */
    static Constraint clip(double bound) {
      return parameter -> parameter.clamp(-bound, bound);
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
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      for (Tensor parameter : optimizer.parameters()) {
        Tensor nearest = constraint.nearest(parameter);
        if (nearest != parameter) {
          parameter.copyFrom(nearest);
        }
      }
    }
  }

  /**
   * What {@link #move} would make of parameters, as a function that can be differentiated.
   *
   * @param updates the optimizer's steps
   * @param theta the parameters' values before it
   * @param gradients by them
   */
  List<Tensor> foreseen(
      Unrolled updates, List<Tensor> theta, List<Tensor> gradients, long iteration) {
    List<Tensor> clipped = GradientClipping.toNorm(gradients, maxGradientNorm);
    return updates.next(theta, clipped, rate(iteration)).stream()
        .map(constraint::nearest)
        .toList();
  }

  /** The learning rate of an iteration. */
  private double rate(long iteration) {
    return learningRate * schedule.factor(iteration);
  }

  /** Every player has moved. */
  void endIteration(long iteration) {
    if (lookahead != null) {
      lookahead.afterIteration(iteration);
    }
  }

  /** Weights were loaded into the network. */
  void weightsLoaded() {
    if (lookahead != null) {
      lookahead.begin();
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
