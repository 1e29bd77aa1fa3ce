package org.zeuxis.optim;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;

/** {@link Sgd}'s step without writing in place. */
final class UnrolledSgd implements Unrolled {
  private final double momentum;
  private final double weightDecay;
  private List<Tensor> velocity;

  UnrolledSgd(double momentum, double weightDecay, List<Tensor> velocity) {
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    this.velocity = velocity.stream().map(Tensor::copy).toList();
  }

  @Override
  public List<Tensor> next(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    List<Tensor> moved = new ArrayList<>();
    List<Tensor> faster = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i);
      Tensor g = gradients.get(i);
      if (weightDecay != 0) {
        g = g.plus(p.times(weightDecay));
      }
      if (momentum != 0) {
        g = velocity.get(i).times(momentum).plus(g);
        faster.add(g);
      }
      moved.add(p.minus(g.times(learningRate)));
    }
    velocity = faster;
    return moved;
  }
}
