package org.zeuxis.optim;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;

/**
 * {@link Adam}'s step without writing in place.
 *
 * <p>Where v is exactly 0, the parameter has had no gradient yet: √v is a kink there, whose
 * derivative is infinite, and times the inner derivative 0 it would be NaN. The step as a whole has
 * no kink, m̂/(√v̂+ε) is g/ε to first order. So √v counts as the constant 0 for these: value and
 * derivative of the step are exact.
 */
final class UnrolledAdam implements Unrolled {
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double weightDecay;
  private final boolean decoupled;
  private List<Tensor> m;
  private List<Tensor> v;
  private double t;

  UnrolledAdam(
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled,
      List<Tensor> m,
      List<Tensor> v,
      double t) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    this.decoupled = decoupled;
    this.m = m.stream().map(Tensor::copy).toList();
    this.v = v.stream().map(Tensor::copy).toList();
    this.t = t;
  }

  @Override
  public List<Tensor> next(List<Tensor> parameters, List<Tensor> gradients, double learningRate) {
    t += 1;
    List<Tensor> moved = new ArrayList<>();
    List<Tensor> first = new ArrayList<>();
    List<Tensor> second = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i);
      Tensor g = gradients.get(i);
      if (weightDecay != 0 && decoupled) {
        p = p.times(1 - learningRate * weightDecay);
      } else if (weightDecay != 0) {
        g = g.plus(p.times(weightDecay));
      }
      first.add(m.get(i).times(beta1).plus(g.times(1 - beta1)));
      second.add(v.get(i).times(beta2).plus(g.square().times(1 - beta2)));
      moved.add(p.minus(direction(first.get(i), second.get(i)).times(learningRate)));
    }
    m = first;
    v = second;
    return moved;
  }

  /** m̂/(√v̂+ε). */
  private Tensor direction(Tensor first, Tensor second) {
    Tensor dead = second.isZero();
    Tensor root = second.plus(dead).sqrt().minus(dead);
    Tensor divisor = root.dividedBy(Math.sqrt(1 - Math.pow(beta2, t))).plus(epsilon);
    return first.dividedBy(1 - Math.pow(beta1, t)).dividedBy(divisor);
  }
}
