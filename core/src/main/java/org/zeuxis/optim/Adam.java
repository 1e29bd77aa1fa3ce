package org.zeuxis.optim;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.FusedOptimizers;
import org.zeuxis.engine.Tensor;

/**
 * Adam (arXiv:1412.6980, Algorithm 1) or, with decoupled weight decay, AdamW (arXiv:1711.05101,
 * Algorithm 2). Bit-equal to PyTorch's with {@code fused=True}.
 */
public final class Adam extends Optimizer {
  /** The paper's value, and PyTorch's. */
  static final double EPSILON = 1e-8;

  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final boolean decoupled;
  private final List<Tensor> m;
  private final List<Tensor> v;
  private final List<Tensor> t;

  private Adam(
      Map<String, Tensor> parameters,
      double beta1,
      double beta2,
      double weightDecay,
      boolean decoupled) {
    super(parameters);
    this.beta1 = Range.unit("beta1", beta1);
    this.beta2 = Range.unit("beta2", beta2);
    this.weightDecay = Range.notNegative("weightDecay", weightDecay);
    this.decoupled = decoupled;
    m = slot("exp_avg");
    v = slot("exp_avg_sq");
    t = counterSlot("step");
  }

  /**
   * Adam.
   *
   * @param weightDecay L2 term added to the gradient; 0 turns it off
   */
  public static Adam adam(
      Map<String, Tensor> parameters, double beta1, double beta2, double weightDecay) {
    return new Adam(parameters, beta1, beta2, weightDecay, false);
  }

  /**
   * AdamW.
   *
   * @param weightDecay part of each weight taken off per unit of learning rate; 0 turns it off
   */
  public static Adam adamW(
      Map<String, Tensor> parameters, double beta1, double beta2, double weightDecay) {
    return new Adam(parameters, beta1, beta2, weightDecay, true);
  }

  @Override
  protected Unrolled unrolled() {
    double steps = t.isEmpty() ? 0 : t.get(0).item();
    return new UnrolledAdam(beta1, beta2, EPSILON, weightDecay, decoupled, m, v, steps);
  }

  @Override
  protected void update(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    t.forEach(step -> step.addInPlace(1));
    FusedOptimizers.adam(
        parameters,
        gradients,
        m,
        v,
        t,
        learningRate,
        beta1,
        beta2,
        EPSILON,
        weightDecay,
        decoupled);
  }
}
