package org.zeuxis.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Player;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.optim.Ema;

/** Makes what a recipe describes. */
public final class GameBuilder {
  private final Recipe recipe;
  private final Samples samples;
  private final Device device;

  /**
   * A builder for a recipe on certain data.
   *
   * @throws InvalidInputException if the networks cannot take the data
   */
  public GameBuilder(Recipe recipe, Samples samples, Device device) {
    this.recipe = recipe;
    this.samples = samples;
    this.device = device;
    NetworkKind kind = recipe.network().name();
    if (kind.takesPoints() == samples.areImages()) {
      throw new InvalidInputException("network.name: " + kind + " is for "
          + (kind.takesPoints() ? "points" : "images") + ", the data are "
          + (samples.areImages() ? "images" : "points"));
    }
    if (recipe.network().conditional() && (samples.classes() == 1 || !samples.areImages())) {
      throw new InvalidInputException("network.conditional: recipe " + recipe.name()
          + " needs images with at least 2 classes; in a folder of images sub-folders are classes");
    }
  }

  /** The whole game with fresh weights, a function of the recipe's seed. */
  public AdversarialGame game() {
    Map<String, Rng> streams = new LinkedHashMap<>();
    streams.put("latents", Rng.of(recipe.seed(), "latents"));
    streams.put("dropout", Rng.of(recipe.seed(), "dropout"));
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights")) {
      Recipe.Network network = recipe.network();
      NetworkKind kind = network.name();
      Generator generator =
          place(kind.build(recipe, samples, network.init().create(weights, network.initScale())));
      AdversarialGame.Rules rules = new AdversarialGame.Rules(
          recipe.game().loss(),
          recipe.game().discriminatorSteps(),
          1 - recipe.game().labelSmoothing(),
          recipe.latent(),
          classes());
      return new AdversarialGame(
          rules,
          player(generator, recipe.generator()),
          player(discriminator(weights, streams.get("dropout")), recipe.discriminator()),
          averaging(generator),
          streams,
          device);
    }
  }

  /** The generator alone, to be loaded with trained weights. */
  public Generator generator() {
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights")) {
      Init init = recipe.network().init().create(weights, recipe.network().initScale());
      return place(recipe.network().name().build(recipe, samples, init));
    }
  }

  /**
   * The discriminator alone, to be loaded with trained weights.
   *
   * @param dropout what it draws from in training; it must be kept for as long as the network
   */
  public Discriminator discriminator(Rng dropout) {
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights")) {
      return discriminator(weights, dropout);
    }
  }

  private Discriminator discriminator(Rng weights, Rng dropout) {
    Recipe.Network network = recipe.network();
    double scale = network.discriminatorInitScale() > 0
        ? network.discriminatorInitScale()
        : network.initScale();
    Init init = network.init().create(weights, scale);
    return place(network.name().build(recipe, samples, init, dropout));
  }

  /** Classes that the generator can be asked for; 1 where it has none. */
  public int classes() {
    return recipe.network().conditional() ? samples.classes() : 1;
  }

  private AdversarialGame.Averaging averaging(Generator generator) {
    if (recipe.training().ema() == 0) {
      return null;
    }
    Generator average = generator();
    return new AdversarialGame.Averaging(
        average, new Ema(generator, average, recipe.training().ema()));
  }

  private Player player(Module network, Recipe.PlayerSettings settings) {
    return new Player(
        network,
        settings.optimizer().create(network.parameters(), settings),
        settings.learningRate(),
        settings.learningRateSchedule(),
        settings.weightClip() == 0
            ? Player.Constraint.NONE
            : Player.Constraint.clip(settings.weightClip()));
  }

  private <M extends Module> M place(M network) {
    network.to(device);
    return network;
  }
}
