package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.optim.Sgd;

/**
 * How long a generator takes to become believable: one number θ in front of a discriminator whose
 * logit is θ itself, from θ = -depth up to 0 by gradient descent. Of small steps the time is an
 * integral: {@code dt = dl/σ(l)} for log(1-D), {@code dt = dl/(1-σ(l))} for -log D.
 */
final class Escape {
  /** Steps so small that they are a flow, to a few parts in a thousand. */
  static final double RATE = 0.05;

  /** Far above what any loss here needs. */
  private static final int LIMIT = 50_000;

  private final List<Double> course = new ArrayList<>();

  Escape(AdversarialLosses loss, double depth) {
    try (Scope scope = new Scope()) {
      Tensor theta = Tensor.of(new double[] {-depth}, 1).requireGradient();
      try (Sgd sgd = new Sgd(Map.of("theta", theta), 0, 0)) {
        course.add(-depth);
        while (course.get(course.size() - 1) < 0 && course.size() < LIMIT) {
          step(loss, theta, sgd);
          course.add(theta.item());
        }
      }
    }
  }

  private static void step(AdversarialLosses loss, Tensor theta, Sgd sgd) {
    try (Scope scope = new Scope()) {
      sgd.step(loss.generator(null, theta).gradients(List.of(theta)), RATE);
    }
  }

  /** Learning rate times steps until the logit first reaches {@code level}. */
  double time(double level) {
    int i = 0;
    while (i < course.size() - 1 && course.get(i) < level) {
      i++;
    }
    if (i == 0) {
      return 0;
    }
    double before = course.get(i - 1);
    return RATE * (i - 1 + (level - before) / (course.get(i) - before));
  }

  double[] times(double[] levels) {
    return Arrays.stream(levels).map(this::time).toArray();
  }

  /** The integral: with F(l) = l - e⁻ˡ or l + eˡ, F(level) - F(-depth). */
  static double closedForm(AdversarialLosses loss, double depth, double level) {
    return switch (loss) {
      case MINIMAX -> level + depth + Math.exp(depth) - Math.exp(-level);
      case NON_SATURATING -> level + depth + Math.exp(level) - Math.exp(-depth);
      default -> throw new IllegalArgumentException("closedForm: none for " + loss);
    };
  }
}
