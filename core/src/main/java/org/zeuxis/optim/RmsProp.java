package org.zeuxis.optim;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Tensor;

/** RMSprop (Tieleman, Hinton 2012, lecture 6.5), as PyTorch's: {@code p -= lr·g/(√E[g²] + ε)}. */
public final class RmsProp extends Optimizer {
  private static final double EPSILON = 1e-8; // PyTorch's default

  private final double alpha;
  private final double momentum;
  private final List<Tensor> meanSquare;
  private final List<Tensor> velocity;

  /**
   * @param alpha smoothing of E[g²], in [0,1); PyTorch's default is 0.99
   * @param momentum in [0,1); 0 turns it off
   */
  public RmsProp(Map<String, Tensor> parameters, double alpha, double momentum) {
    super(parameters);
    this.alpha = Range.unit("alpha", alpha);
    this.momentum = Range.unit("momentum", momentum);
    meanSquare = slot("square_avg");
    velocity = momentum == 0 ? List.of() : slot("momentum_buffer");
  }

  @Override
  protected void update(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i);
      Tensor g = gradients.get(i);
      Tensor s = meanSquare.get(i);
      s.timesInPlace(alpha).addProductInPlace(g, g, 1 - alpha);
      Tensor root = s.sqrt().addInPlace(EPSILON);
      if (momentum == 0) {
        p.addQuotientInPlace(g, root, -learningRate);
      } else {
        Tensor v = velocity.get(i).timesInPlace(momentum).addQuotientInPlace(g, root, 1);
        p.addInPlace(v, -learningRate);
      }
    }
  }
}
