package org.zeuxis.game;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.objective.AdversarialLoss;
import org.zeuxis.objective.Turn;

/** Both players' losses on one minibatch, with every remedy. */
final class TurnLosses {
  private final AdversarialLoss rule;
  private final double realTarget;
  private final Remedies remedies;
  private final Discriminator discriminator;

  TurnLosses(
      AdversarialLoss rule, double realTarget, Remedies remedies, Discriminator discriminator) {
    this.rule = rule;
    this.realTarget = realTarget;
    this.remedies = remedies;
    this.discriminator = discriminator;
  }

  /** The logit at which D cannot tell; only of losses that have one. */
  double boundary() {
    return rule.boundary().orElseThrow();
  }

  /**
   * A minibatch with what G made for it.
   *
   * @param x real samples
   * @param y classes of both
   * @param z latent vectors; null in games without
   * @param fake G(z)
   */
  record Round(Tensor x, Tensor y, Tensor z, Tensor fake, long iteration) {}

  /** D's loss and the logits that it came of. */
  record Judged(Tensor loss, Tensor onReal, Tensor onFake) {}

  /**
   * D's loss.
   *
   * @param theta D's parameters
   * @param scores take the penalties' values
   */
  Judged ofDiscriminator(Round round, List<Tensor> theta, Map<String, Double> scores) {
    Tensor real = round.x();
    Tensor fake = round.fake();
    for (Lens lens : remedies.lenses()) {
      real = lens.lookAtReal(real, round.fake(), round.iteration());
      fake = lens.look(fake, round.iteration());
    }
    Tensor seenReal = watched(real);
    Tensor seenFake = watched(fake);
    Tensor onReal = discriminator.forward(seenReal, round.y());
    Tensor onFake = discriminator.forward(seenFake, round.y());
    Tensor weighed =
        remedies.equilibrium() == null ? onFake : remedies.equilibrium().weigh(onFake);
    Tensor loss = remedies.labelFlip().loss(rule, onReal, weighed, realTarget);
    Turn turn = turn(round, seenReal, seenFake, () -> onReal, () -> onFake, theta);
    Tensor whole = remedies
        .onDiscriminator()
        .added(loss, turn, round.iteration(), scores, "penalty.discriminator.");
    return new Judged(whole, onReal, onFake);
  }

  /**
   * G's loss.
   *
   * @param theta G's parameters
   * @param scores take the penalties' values
   */
  Tensor ofGenerator(Round round, List<Tensor> theta, Map<String, Double> scores) {
    Tensor real = round.x();
    Tensor fake = round.fake();
    boolean compares = rule.isRelativistic() || !remedies.onGenerator().isEmpty();
    for (Lens lens : remedies.lenses()) {
      real = compares ? lens.look(real, round.iteration()) : real;
      fake = lens.look(fake, round.iteration());
    }
    Supplier<Tensor> onReal = judged(real, round.y());
    Supplier<Tensor> onFake = judged(fake, round.y());
    Tensor whole = remedies
        .onGenerator()
        .added(
            adversarial(onReal, onFake, round.iteration()),
            turn(round, real, fake, onReal, onFake, theta),
            round.iteration(),
            scores,
            "penalty.generator.");
    return whole;
  }

  private Tensor adversarial(Supplier<Tensor> onReal, Supplier<Tensor> onFake, long iteration) {
    double weight = remedies.balance().adversarialWeight();
    if (weight == 0) { // then D need not judge at all
      return Tensor.scalar(0);
    }
    Tensor best = remedies.topK().of(onFake.get(), iteration);
    return rule.generator(onReal, best).times(weight);
  }

  /** D's logits, computed when first asked for. */
  private Supplier<Tensor> judged(Tensor samples, Tensor labels) {
    return new Supplier<>() {
      private Tensor logits;

      @Override
      public Tensor get() {
        if (logits == null) {
          logits = discriminator.forward(samples, labels);
        }
        return logits;
      }
    };
  }

  private Turn turn(
      Round round,
      Tensor real,
      Tensor fake,
      Supplier<Tensor> onReal,
      Supplier<Tensor> onFake,
      List<Tensor> theta) {
    return new Turn(
        discriminator,
        real,
        fake,
        onReal,
        onFake,
        round.y(),
        round.z(),
        round.fake(),
        theta,
        remedies.rng());
  }

  /** Samples that gradients can be taken by, for penalties. */
  private static Tensor watched(Tensor samples) {
    return samples.requiresGradient() ? samples : samples.detach().requireGradient();
  }
}
