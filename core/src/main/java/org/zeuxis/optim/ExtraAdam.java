package org.zeuxis.optim;

import java.util.List;
import java.util.Map;
import org.zeuxis.engine.FusedOptimizers;
import org.zeuxis.engine.Tensor;

/**
 * Extrapolation with Adam (Gidel et al. 2019, arXiv:1802.10551, Algorithm 4). Its steps alternate:
 *
 * <ol>
 *   <li>the extrapolation saves the parameters as anchor and moves them by Adam;
 *   <li>the update takes the gradients there, and moves the anchor by Adam.
 * </ol>
 *
 * <p>Moments and step count go on at both, as in the paper and its authors' code. Which of the two
 * comes next is part of the state. A game lets all players extrapolate before one of them updates;
 * between the two, the parameters are the extrapolated ones. The paper's players update at once: in
 * an adversarial game, where D moves before G, G's update sees D's updated parameters.
 */
public final class ExtraAdam extends Optimizer {
  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final List<Tensor> m;
  private final List<Tensor> v;
  private final List<Tensor> t;
  private final List<Tensor> anchor;
  private final List<Tensor> extrapolated;

  /**
   * Adam with extrapolation.
   *
   * @param beta1 of the gradients' average, in [0,1)
   * @param beta2 of the squared gradients' average, in [0,1)
   * @param weightDecay L2 term added to the gradient, of the parameters at which the gradient was
   *     taken; 0 turns it off
   */
  public ExtraAdam(Map<String, Tensor> parameters, double beta1, double beta2, double weightDecay) {
    super(parameters);
    this.beta1 = Range.unit("beta1", beta1);
    this.beta2 = Range.unit("beta2", beta2);
    this.weightDecay = Range.notNegative("weightDecay", weightDecay);
    m = slot("exp_avg");
    v = slot("exp_avg_sq");
    t = counterSlot("step");
    anchor = slot("anchor");
    extrapolated = counterSlot("extrapolated");
  }

  /** Whether the parameters are the extrapolated ones, so that the next step is an update. */
  @Override
  public boolean isAhead() {
    return !extrapolated.isEmpty() && extrapolated.get(0).item() != 0;
  }

  @Override
  protected void update(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    List<Tensor> g = decayed(parameters, gradients, weightDecay);
    boolean back = isAhead();
    for (int i = 0; i < parameters.size(); i++) {
      if (back) {
        parameters.get(i).copyFrom(anchor.get(i));
      } else {
        anchor.get(i).copyFrom(parameters.get(i));
      }
      extrapolated.get(i).fillInPlace(back ? 0 : 1);
    }
    t.forEach(step -> step.addInPlace(1));
    FusedOptimizers.adam(
        parameters, g, m, v, t, learningRate, beta1, beta2, Adam.EPSILON, 0, false);
  }
}
