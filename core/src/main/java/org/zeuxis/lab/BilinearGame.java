package org.zeuxis.lab;

import java.util.List;
import org.zeuxis.engine.Tensor;

/** min over x, max over y of xy. The equilibrium is (0,0). */
record BilinearGame() implements Duel.Game {
  @Override
  public Tensor byX(Tensor x, Tensor y) {
    return x.times(y).sum().gradients(List.of(x)).get(0);
  }

  @Override
  public Tensor byY(Tensor x, Tensor y) {
    return x.times(y).neg().sum().gradients(List.of(y)).get(0);
  }
}
