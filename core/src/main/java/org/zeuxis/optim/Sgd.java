package org.zeuxis.optim;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Tensor;

/** Gradient descent with momentum, as PyTorch's SGD: {@code v = μv + g; p -= lr·v}. */
public final class Sgd extends Optimizer {
  private final double momentum;
  private final double weightDecay;
  private final List<Tensor> velocity;

  /**
   * @param momentum μ in [0,1); 0 turns it off
   * @param weightDecay L2 term added to the gradient; 0 turns it off
   */
  public Sgd(Map<String, Tensor> parameters, double momentum, double weightDecay) {
    super(parameters);
    this.momentum = Range.unit("momentum", momentum);
    this.weightDecay = Range.notNegative("weightDecay", weightDecay);
    velocity = momentum == 0 ? List.of() : slot("momentum_buffer");
  }

  @Override
  protected Unrolled unrolled() {
    return new UnrolledSgd(momentum, weightDecay, velocity);
  }

  @Override
  protected void update(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i);
      Tensor g = gradients.get(i);
      if (weightDecay != 0) {
        g = g.plus(p.times(weightDecay));
      }
      if (momentum != 0) {
        // Velocity begins at zero, so the first step is PyTorch's too: v = g.
        g = velocity.get(i).timesInPlace(momentum).addInPlace(g, 1);
      }
      p.addInPlace(g, -learningRate);
    }
  }
}
