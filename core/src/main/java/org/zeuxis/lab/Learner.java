package org.zeuxis.lab;

import java.util.function.Function;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Player;
import org.zeuxis.nn.Init;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.Schedule;

/** A {@link Judge} that learns by Adam; the last half of its steps become ever smaller. */
final class Learner implements AutoCloseable {
  private static final int HIDDEN = 32;
  private static final int LAYERS = 2;

  private final Judge judge;
  private final Player player;
  private long step;

  /**
   * Begins to learn.
   *
   * @param steps that it is going to make
   */
  Learner(int inputs, double learningRate, long steps, Rng rng) {
    try (Scope scope = new Scope()) {
      judge = new Judge(inputs, HIDDEN, LAYERS, Init.pytorch(rng));
      player = new Player(
          judge,
          Adam.adam(judge.parameters(), 0.9, 0.999, 0),
          learningRate,
          Schedule.linear(steps / 2, steps),
          Player.Constraint.NONE);
    }
  }

  Judge judge() {
    return judge;
  }

  long step() {
    return step;
  }

  /** One step down a loss. */
  void learn(Function<Judge, Tensor> loss) {
    try (Scope scope = new Scope()) {
      player.descend(loss.apply(judge), step);
    }
    step++;
  }

  /** Its logits of a batch. */
  double[] logits(Tensor x) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      return judge.forward(x).toDoubles();
    }
  }

  /** Its logits along a line. */
  double[] logits(Line line) {
    try (Scope scope = new Scope()) {
      return logits(line.batch());
    }
  }

  @Override
  public void close() {
    player.close();
  }
}
