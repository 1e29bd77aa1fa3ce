package org.zeuxis.lab;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLosses;

/**
 * A discriminator's task, both sides of it known: to tell draws of {@code data} from draws of
 * {@code model}.
 */
record Contest(Gaussians data, Gaussians model) {
  /** D*(x) = p_data(x) / (p_data(x) + p_g(x)) (arXiv:1406.2661, Proposition 1). */
  double best(double... x) {
    double p = data.density(x);
    return p / (p + model.density(x));
  }

  /** Where the discriminator is asked: (p_data + p_g) / 2. */
  double mean(double... x) {
    return (data.density(x) + model.density(x)) / 2;
  }

  /** The discriminator's loss on a minibatch of each (Algorithm 1). */
  Tensor loss(Judge judge, Rng rng, int batch) {
    return AdversarialLosses.MINIMAX.discriminator(
        judge.forward(data.draw(rng, batch)), judge.forward(model.draw(rng, batch)), 1);
  }

  /** V(D,G) = E log D(x) + E log(1-D(G(z))) (equation 1) of a discriminator's logits. */
  double value(Line line, double[] logits) {
    double[] integrand = new double[line.count()];
    for (int i = 0; i < integrand.length; i++) {
      double x = line.at(i);
      integrand[i] =
          -data.density(x) * softplus(-logits[i]) - model.density(x) * softplus(logits[i]);
    }
    return line.integral(integrand);
  }

  /** JSD(p_data ‖ p_g) = ½KL(p_data ‖ m) + ½KL(p_g ‖ m), m their mean, in nats. */
  double jensenShannon(Line line) {
    return line.integral(x -> {
      double m = mean(x);
      return (relative(data.density(x), m) + relative(model.density(x), m)) / 2;
    });
  }

  private static double relative(double p, double m) {
    return p == 0 ? 0 : p * Math.log(p / m);
  }

  static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** log(1 + eˣ) without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
