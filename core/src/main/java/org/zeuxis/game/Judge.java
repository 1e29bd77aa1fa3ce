package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.objective.Adaptive;
import org.zeuxis.objective.AdversarialLoss;

/**
 * A discriminator in a game of several networks: its own turn, and what it adds to a translator's
 * loss; with all remedies that concern the two, as in {@link AdversarialGame}.
 */
public final class Judge {
  private final String name;
  private final Player player;
  private final Player contender;
  private final AdversarialLoss rule;
  private final double realTarget;
  private final Remedies remedies;
  private final TurnLosses losses;

  /**
   * A judge.
   *
   * @param name of the player, which its scores are called by
   * @param contender whose images it judges
   * @param realTarget 1, or less for one-sided label smoothing
   */
  public Judge(
      String name,
      Player player,
      Player contender,
      AdversarialLoss rule,
      double realTarget,
      Remedies remedies) {
    this.name = name;
    this.player = player;
    this.contender = contender;
    this.rule = rule;
    this.realTarget = realTarget;
    this.remedies = remedies;
    losses = new TurnLosses(rule, realTarget, remedies, network());
  }

  Player player() {
    return player;
  }

  Discriminator network() {
    return (Discriminator) player.network();
  }

  /**
   * One update of D.
   *
   * @param real samples as D sees them, {@code [N,…]}
   * @param fake made ones; no gradient goes through them
   * @param scores take what happened
   */
  void turn(Tensor real, Tensor fake, long iteration, Map<String, Double> scores) {
    turn(real, fake, Judge::nothing, iteration, scores);
  }

  private static Tensor nothing() {
    return null;
  }

  /** The same with a further term in D's loss, such as a classification. */
  void turn(
      Tensor real,
      Tensor fake,
      Supplier<Tensor> further,
      long iteration,
      Map<String, Double> scores) {
    try (Scope scope = new Scope()) {
      TurnLosses.Judged judged = losses.ofDiscriminator(
          round(real, fake.detach(), iteration), player.optimizer().parameters(), scores);
      Tensor term = further.get();
      Tensor loss = term == null ? judged.loss() : judged.loss().plus(term);
      double ceiling = remedies.balance().accuracyCeiling();
      if (ceiling == 1
          || Inspection.accuracy(judged.onReal(), judged.onFake(), losses.boundary()) <= ceiling) {
        player.descend(loss, iteration);
      }
      adaptive()
          .values()
          .forEach(one -> one.learn(
              ofSamples(judged.onReal(), real.size(0)), ofSamples(judged.onFake(), fake.size(0))));
      scores.put("loss." + name, loss.item());
      scores.put(
          name.replace("discriminator", "logit.real"), judged.onReal().mean().item());
      scores.put(
          name.replace("discriminator", "logit.fake"), judged.onFake().mean().item());
    }
  }

  /** One logit a sample, the mean of its patches. */
  private static Tensor ofSamples(Tensor logits, long samples) {
    return logits.detach().reshape(samples, -1).mean(1);
  }

  /**
   * What the contender's loss has of this judge: the adversarial term by its weight, and penalties
   * of generators.
   *
   * @param real samples that the loss may compare with
   * @param fake made ones, which the gradient goes through
   */
  Tensor persuasion(Tensor real, Tensor fake, long iteration, Map<String, Double> scores) {
    return losses.ofGenerator(
        round(real, fake, iteration), contender.optimizer().parameters(), scores);
  }

  private static TurnLosses.Round round(Tensor real, Tensor fake, long iteration) {
    return new TurnLosses.Round(real, labels(real), null, fake, iteration);
  }

  private static Tensor labels(Tensor samples) {
    return Tensor.of(new long[Math.toIntExact(samples.size(0))], samples.size(0))
        .to(samples.device());
  }

  /** D's logits, as it judges for the doctor. */
  Tensor logits(Tensor samples) {
    return network().forward(samples, labels(samples));
  }

  /** D's loss without remedies. */
  Tensor plainLoss(Tensor onReal, Tensor onFake) {
    return rule.discriminator(onReal, onFake, realTarget);
  }

  /** The contender's adversarial loss without remedies. */
  Tensor plainPersuasion(Tensor onReal, Tensor onFake) {
    return rule.generator(() -> onReal, onFake);
  }

  /** All that keeps state, by the name under which it is saved. */
  Map<String, Adaptive> adaptive() {
    Map<String, Adaptive> all = new LinkedHashMap<>();
    remedies.allAdaptive().forEach((owner, one) -> all.put(name + "." + owner, one));
    return all;
  }

  /** What remedies tell of themselves. */
  Map<String, Double> readings() {
    Map<String, Double> readings = new LinkedHashMap<>();
    List<Adaptive> all = List.copyOf(remedies.allAdaptive().values());
    all.forEach(one -> readings.putAll(one.readings()));
    return readings;
  }
}
