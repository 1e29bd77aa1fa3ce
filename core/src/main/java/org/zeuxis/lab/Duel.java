package org.zeuxis.lab;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.optim.Sgd;

/** Two players, each of one number, in a game that each would win by descent of its own loss. */
final class Duel implements AutoCloseable {
  /** The gradients of the players' own losses. */
  interface Game {
    /** Of the first player's loss by x. */
    Tensor byX(Tensor x, Tensor y);

    /** Of the second player's loss by y. */
    Tensor byY(Tensor x, Tensor y);
  }

  private record Gradients(Tensor byX, Tensor byY) {
    Gradients retained() {
      byX.retain();
      byY.retain();
      return this;
    }
  }

  private final Game game;
  private final double rate;
  private final Tensor x;
  private final Tensor y;
  private final Sgd ofX;
  private final Sgd ofY;
  private Gradients last;

  /** Players at their first numbers, float64. */
  Duel(Game game, double rate, double firstX, double firstY) {
    this.game = game;
    this.rate = rate;
    x = Tensor.of(new double[] {firstX}, 1).retain().requireGradient();
    y = Tensor.of(new double[] {firstY}, 1).retain().requireGradient();
    ofX = new Sgd(Map.of("x", x), 0, 0);
    ofY = new Sgd(Map.of("y", y), 0, 0);
  }

  double x() {
    return x.item();
  }

  double y() {
    return y.item();
  }

  double distance() {
    return Math.hypot(x(), y());
  }

  /** Both step at once. */
  void simultaneous() {
    try (Scope scope = new Scope()) {
      step(gradients());
    }
  }

  /** y, the discriminator, steps first, and x answers what it has become. */
  void alternating() {
    try (Scope scope = new Scope()) {
      ofY.step(List.of(game.byY(x, y)), rate);
      ofX.step(List.of(game.byX(x, y)), rate);
    }
  }

  /** A step to look from there, and a step from here by what was seen (Korpelevich 1976). */
  void extraGradient() {
    try (Scope scope = new Scope()) {
      Tensor anchorX = x.detach().copy();
      Tensor anchorY = y.detach().copy();
      step(gradients());
      Gradients ahead = gradients();
      try (NoGrad guard = new NoGrad()) {
        x.copyFrom(anchorX);
        y.copyFrom(anchorY);
      }
      step(ahead);
    }
  }

  /** Twice this gradient less the last one (arXiv:1711.00141); at first a plain step. */
  void optimistic() {
    try (Scope scope = new Scope()) {
      Gradients now = gradients().retained();
      Gradients before = last == null ? now : last;
      step(new Gradients(
          now.byX().times(2).minus(before.byX()), now.byY().times(2).minus(before.byY())));
      forget();
      last = now;
    }
  }

  private Gradients gradients() {
    return new Gradients(game.byX(x, y), game.byY(x, y));
  }

  private void step(Gradients gradients) {
    ofX.step(List.of(gradients.byX()), rate);
    ofY.step(List.of(gradients.byY()), rate);
  }

  private void forget() {
    if (last != null) {
      last.byX().close();
      last.byY().close();
      last = null;
    }
  }

  @Override
  public void close() {
    forget();
    ofX.close();
    ofY.close();
    x.close();
    y.close();
  }
}
