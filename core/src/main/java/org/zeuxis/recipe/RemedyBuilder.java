package org.zeuxis.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Rng;
import org.zeuxis.game.Augmented;
import org.zeuxis.game.InstanceNoise;
import org.zeuxis.game.LabelFlip;
import org.zeuxis.game.Lens;
import org.zeuxis.game.Penalised;
import org.zeuxis.game.Player;
import org.zeuxis.game.PseudoReal;
import org.zeuxis.game.Remedies;
import org.zeuxis.game.TopK;
import org.zeuxis.objective.Adaptive;
import org.zeuxis.objective.Equilibrium;
import org.zeuxis.objective.OverfittingControl;
import org.zeuxis.objective.Penalties;

/** Makes the remedies that a recipe asks for. */
final class RemedyBuilder {
  private final Recipe recipe;
  private final boolean images;
  private final Function<String, Rng> streams;
  private final Map<String, Adaptive> adaptive = new LinkedHashMap<>();

  /**
   * A builder.
   *
   * @param images whether the data are images
   * @param streams gives a random stream for a purpose, and sees to it that it is saved
   */
  RemedyBuilder(Recipe recipe, boolean images, Function<String, Rng> streams) {
    this.recipe = recipe;
    this.images = images;
    this.streams = streams;
  }

  Remedies build(Player generator, Player discriminator) {
    GameSettings game = recipe.game();
    boolean penalised = !recipe.generator().penalties().isEmpty()
        || !recipe.discriminator().penalties().isEmpty();
    requireImages(
        penalised
            && recipe.discriminator().penalties().stream()
                .anyMatch(text -> text.matches("b?cr\\b.*")),
        "discriminator.penalties: cr and bcr");
    return new Remedies(
        lenses(),
        penalties(Penalties.Side.DISCRIMINATOR, discriminator, recipe.discriminator()),
        penalties(Penalties.Side.GENERATOR, generator, recipe.generator()),
        penalised ? streams.apply("penalties") : null,
        new LabelFlip(game.labelFlip(), game.labelFlip() > 0 ? streams.apply("labels") : null),
        new TopK(game.topK(), game.topKDecay(), game.topKEvery()),
        game.equilibrium() > 0 ? new Equilibrium(game.equilibrium(), game.equilibriumRate()) : null,
        adaptive,
        new Remedies.Balance(
            game.generatorSteps(),
            game.adversarialWeight(),
            game.unrolledSteps(),
            game.accuracyCeiling(),
            recipe.training().accumulate()));
  }

  private static Penalised penalties(Penalties.Side side, Player player, PlayerSettings settings) {
    return new Penalised(side, settings.weightedPenalties(), player.network());
  }

  private List<Lens> lenses() {
    GameSettings game = recipe.game();
    List<Lens> lenses = new ArrayList<>();
    augmentation(lenses);
    if (game.instanceNoise() > 0) {
      lenses.add(new InstanceNoise(
          game.instanceNoise(), game.instanceNoiseSteps(), streams.apply("noise")));
    }
    return lenses;
  }

  private void augmentation(List<Lens> lenses) {
    AugmentSettings augment = recipe.augment();
    requireImages(augment.name() != AugmentKind.NONE, "augment.name: " + augment.name());
    switch (augment.name()) {
      case NONE -> {}
      case DIFF_AUGMENT ->
        lenses.add(new Augmented(
            augment.name().create(augment.policy()), () -> 1, streams.apply("augmentation")));
      case ADA ->
        lenses.add(new Augmented(
            augment.name().create(augment.policy()),
            control(augment)::probability,
            streams.apply("augmentation")));
      case APA ->
        lenses.add(new PseudoReal(control(augment)::probability, streams.apply("augmentation")));
    }
  }

  private OverfittingControl control(AugmentSettings augment) {
    OverfittingControl control = new OverfittingControl(
        augment.target(),
        augment.kimg(),
        recipe.game().loss().boundary().orElseThrow(),
        recipe.network().packing());
    adaptive.put("augmentation", control);
    return control;
  }

  private void requireImages(boolean asked, String what) {
    if (asked && !images) {
      throw new InvalidInputException(what + " is for images, the data are points");
    }
  }
}
