package org.zeuxis.optim;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.FusedOptimizers;
import org.zeuxis.engine.Tensor;

/**
 * Adam by optimistic mirror descent (Daskalakis et al. 2018, arXiv:1711.00141, Algorithm 1): each
 * step goes twice as far as Adam's and takes half of the last one back,
 *
 * <pre>{@code w_t = w_(t-1) - 2η·m̂_t/(√v̂_t+ε) + η·m̂_(t-1)/(√v̂_(t-1)+ε)}</pre>
 *
 * <p>which ends the circling of two players around their equilibrium. The last direction is zero
 * before the first step. The paper's η is a constant; where it has a schedule, both terms have the
 * step's own.
 */
public final class OptimisticAdam extends Optimizer {
  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final List<Tensor> m;
  private final List<Tensor> v;
  private final List<Tensor> t;
  private final List<Tensor> last;

  /**
   * Optimistic Adam.
   *
   * @param beta1 of the gradients' average, in [0,1)
   * @param beta2 of the squared gradients' average, in [0,1)
   * @param weightDecay L2 term added to the gradient; 0 turns it off
   */
  public OptimisticAdam(
      Map<String, Tensor> parameters, double beta1, double beta2, double weightDecay) {
    super(parameters);
    this.beta1 = Range.unit("beta1", beta1);
    this.beta2 = Range.unit("beta2", beta2);
    this.weightDecay = Range.notNegative("weightDecay", weightDecay);
    m = slot("exp_avg");
    v = slot("exp_avg_sq");
    t = counterSlot("step");
    last = slot("direction");
  }

  @Override
  protected void update(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    t.forEach(step -> step.addInPlace(1));
    // What Adam adds to zeros for a learning rate of 1: -m̂/(√v̂+ε).
    List<Tensor> direction = parameters.stream().map(Tensor::zerosLike).toList();
    FusedOptimizers.adam(
        direction,
        decayed(parameters, gradients, weightDecay),
        m,
        v,
        t,
        1,
        beta1,
        beta2,
        Adam.EPSILON,
        0,
        false);
    for (int i = 0; i < parameters.size(); i++) {
      parameters
          .get(i)
          .addInPlace(direction.get(i), 2 * learningRate)
          .addInPlace(last.get(i), -learningRate);
      last.get(i).copyFrom(direction.get(i));
    }
  }
}
