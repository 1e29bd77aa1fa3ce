package org.zeuxis.game;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** The mean of a player's gradients over the parts of a minibatch. */
final class GradientMean {
  private List<Tensor> sum = List.of();
  private double losses;
  private int parts;

  /**
   * Adds a part.
   *
   * @param memory of the part, all of which but the sum can go
   */
  void add(Tensor loss, Player player, Scope memory) {
    List<Tensor> gradients = loss.gradients(player.optimizer().parameters());
    List<Tensor> next = new ArrayList<>();
    try (NoGrad guard = new NoGrad()) {
      for (int i = 0; i < gradients.size(); i++) {
        Tensor gradient = gradients.get(i);
        next.add(memory.keep(parts == 0 ? gradient : sum.get(i).plus(gradient)));
      }
    }
    sum.forEach(Tensor::close);
    sum = next;
    losses += loss.item();
    parts++;
  }

  /** The mean gradients, in the order of the player's parameters. */
  List<Tensor> mean() {
    return parts == 1 ? sum : sum.stream().map(g -> g.times(1.0 / parts)).toList();
  }

  /** The mean loss. */
  double loss() {
    return losses / parts;
  }
}
