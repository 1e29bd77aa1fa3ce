package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Rng;
import org.zeuxis.objective.Adaptive;
import org.zeuxis.objective.Equilibrium;

/**
 * What the literature adds to Algorithm 1 against its failures. All of it can be combined.
 *
 * @param lenses what the discriminator sees samples through, in this order
 * @param onDiscriminator penalties of D's loss
 * @param onGenerator penalties of G's loss
 * @param rng that penalties draw from; null where there are none
 * @param labelFlip noise on D's labels
 * @param topK which samples G learns from
 * @param equilibrium control of the weight of generated samples in D's loss, or null
 * @param adaptive what else learns from D's logits, by name
 * @param balance how much each player moves
 */
public record Remedies(
    List<Lens> lenses,
    Penalised onDiscriminator,
    Penalised onGenerator,
    Rng rng,
    LabelFlip labelFlip,
    TopK topK,
    Equilibrium equilibrium,
    Map<String, Adaptive> adaptive,
    Balance balance) {

  /**
   * How much each player moves.
   *
   * @param generatorSteps updates of G in an iteration
   * @param adversarialWeight of G's adversarial loss; 0 leaves its penalties alone
   * @param unrolledSteps K, updates of D that G looks ahead (Metz et al. 2017, arXiv:1611.02163)
   * @param accuracyCeiling D is not updated on a minibatch of which it judges more than this share
   *     rightly; 1 turns it off
   * @param accumulate parts that a minibatch is taken in, one after another: gradients are those of
   *     the whole (but for batch statistics), memory is that of a part
   */
  public record Balance(
      int generatorSteps,
      double adversarialWeight,
      int unrolledSteps,
      double accuracyCeiling,
      int accumulate) {
    /** Algorithm 1 as it is. */
    public static final Balance PLAIN = new Balance(1, 1, 0, 1, 1);

    public Balance {
      require(generatorSteps >= 1, "generatorSteps must be >= 1", generatorSteps);
      require(adversarialWeight >= 0, "adversarialWeight must be >= 0", adversarialWeight);
      require(unrolledSteps >= 0, "unrolledSteps must be >= 0", unrolledSteps);
      require(
          accuracyCeiling > 0.5 && accuracyCeiling <= 1,
          "accuracyCeiling must be in (0.5,1]",
          accuracyCeiling);
      require(accumulate >= 1, "accumulate must be >= 1", accumulate);
    }

    private static void require(boolean condition, String expected, double got) {
      if (!condition) {
        throw new IllegalArgumentException(expected + ", got " + got);
      }
    }
  }

  public Remedies {
    lenses = List.copyOf(lenses);
  }

  /** Algorithm 1 as it is. */
  public static Remedies none() {
    return new Remedies(
        List.of(),
        Penalised.none(),
        Penalised.none(),
        null,
        new LabelFlip(0, null),
        TopK.OFF,
        null,
        Map.of(),
        Balance.PLAIN);
  }

  /** The same with penalties of D's loss. */
  public Remedies withPenalties(Penalised penalties, Rng draws) {
    return new Remedies(
        lenses, penalties, onGenerator, draws, labelFlip, topK, equilibrium, adaptive, balance);
  }

  /** The same with another balance. */
  public Remedies withBalance(Balance newBalance) {
    return new Remedies(
        lenses,
        onDiscriminator,
        onGenerator,
        rng,
        labelFlip,
        topK,
        equilibrium,
        adaptive,
        newBalance);
  }

  /** All that keeps state, by the name under which it is saved. */
  Map<String, Adaptive> allAdaptive() {
    Map<String, Adaptive> all = new LinkedHashMap<>(adaptive);
    all.putAll(onDiscriminator.adaptive("discriminator."));
    all.putAll(onGenerator.adaptive("generator."));
    if (equilibrium != null) {
      all.put("equilibrium", equilibrium);
    }
    return all;
  }
}
