package org.zeuxis.lab;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLosses;

/**
 * What reaches a generator x = z + θ, a shift of fixed noise, through a discriminator: taken by
 * automatic differentiation of the library's losses, and by the chain rule from the logits.
 */
final class GeneratorGradients {
  private final Judge judge;
  private final Tensor z;
  private final double theta;

  /**
   * Gradients at one θ.
   *
   * @param z {@code [N,1]}
   */
  GeneratorGradients(Judge judge, Tensor z, double theta) {
    this.judge = judge;
    this.z = z;
    this.theta = theta;
  }

  /** The derivative of a generator's loss by θ. */
  double byShift(AdversarialLosses loss) {
    try (Scope scope = new Scope()) {
      Tensor shift = Tensor.full(theta, 1).requireGradient();
      return loss.generator(null, judge.forward(z.plus(shift)))
          .gradients(List.of(shift))
          .get(0)
          .item();
    }
  }

  /** The derivative of each sample's own loss by that sample. */
  double[] bySample(AdversarialLosses loss) {
    try (Scope scope = new Scope()) {
      Tensor x = samples();
      Tensor gradient =
          loss.generator(null, judge.forward(x)).gradients(List.of(x)).get(0);
      return gradient.times((double) z.size(0)).toDoubles(); // the loss is a mean
    }
  }

  double[] logits() {
    try (Scope scope = new Scope()) {
      return judge.forward(samples()).toDoubles();
    }
  }

  /** l'(x) at each sample. */
  double[] slopes() {
    try (Scope scope = new Scope()) {
      Tensor x = samples();
      return judge.forward(x).sum().gradients(List.of(x)).get(0).toDoubles();
    }
  }

  private Tensor samples() {
    return z.plus(theta).detach().requireGradient();
  }

  /** The derivative by θ as the chain rule has it: the mean of dloss/dl · l'(x). */
  double predicted(AdversarialLosses loss) {
    double[] l = logits();
    double[] slope = slopes();
    double[] terms = new double[l.length];
    Arrays.setAll(terms, i -> byLogit(loss, l[i]) * slope[i]);
    return Arrays.stream(terms).average().orElseThrow();
  }

  /**
   * The derivative of a loss by the logit l: {@code d/dl log(1-σ(l)) = -σ(l)}, {@code d/dl -log
   * σ(l) = -(1-σ(l))}.
   */
  static double byLogit(AdversarialLosses loss, double l) {
    return switch (loss) {
      case MINIMAX -> -Contest.sigmoid(l);
      case NON_SATURATING -> -Contest.sigmoid(-l);
      default -> throw new IllegalArgumentException("byLogit: no closed form for " + loss);
    };
  }

  /** The same by automatic differentiation, at each of some logits. */
  static double[] byLogit(AdversarialLosses loss, double[] logits) {
    try (Scope scope = new Scope()) {
      Tensor l = Tensor.of(logits, logits.length).to(DType.FLOAT64).requireGradient();
      return loss.generator(null, l)
          .gradients(List.of(l))
          .get(0)
          .times(logits.length)
          .toDoubles();
    }
  }
}
