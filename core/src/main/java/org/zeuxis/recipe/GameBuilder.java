package org.zeuxis.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Game;
import org.zeuxis.game.Player;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.VirtualBatch;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.ReferenceBatch;
import org.zeuxis.optim.Ema;
import org.zeuxis.optim.Lookahead;

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
    if (recipe.game().kind().takesDomains() == samples.sources().isEmpty()) {
      throw new InvalidInputException("game.kind: " + recipe.game().kind() + " is played on "
          + (samples.sources().isEmpty()
              ? "two sets of images, the data are one"
              : "one set of" + " samples, the data are two"));
    }
    if (recipe.network().conditional() && (samples.classes() == 1 || !samples.areImages())) {
      throw new InvalidInputException("network.conditional: recipe " + recipe.name()
          + " needs images with at least 2 classes; in a folder of images sub-folders are classes");
    }
  }

  /** The whole game with fresh weights, a function of the recipe's seed. */
  public Game game() {
    return recipe.game().kind().build(this);
  }

  TranslationBuilder translation() {
    return new TranslationBuilder(recipe, samples, this, device);
  }

  /** Algorithm 1's game, whatever the recipe's kind. */
  public AdversarialGame adversarialGame() {
    Map<String, Rng> streams = new LinkedHashMap<>();
    streams.put("latents", stream("latents"));
    streams.put("dropout", stream("dropout"));
    try (Scope scope = new Scope();
        Rng weights = stream("weights")) {
      Generator generator = generator(weights);
      Player generatorPlayer = player(generator, recipe.generator());
      Player discriminatorPlayer =
          player(discriminator(weights, streams.get("dropout")), recipe.discriminator());
      RemedyBuilder remedies = new RemedyBuilder(
          recipe, samples.areImages(), purpose -> streams.computeIfAbsent(purpose, this::stream));
      AdversarialGame.Rules rules = new AdversarialGame.Rules(
          recipe.game().loss(),
          recipe.game().discriminatorSteps(),
          1 - recipe.game().labelSmoothing(),
          recipe.latent(),
          classes());
      return new AdversarialGame(
          rules,
          remedies.build(generatorPlayer, discriminatorPlayer),
          generatorPlayer,
          discriminatorPlayer,
          averaging(generator),
          streams,
          device);
    }
  }

  /** The generator alone, to be loaded with trained weights. */
  public Generator generator() {
    try (Scope scope = new Scope();
        Rng weights = stream("weights")) {
      return generator(weights);
    }
  }

  private Generator generator(Rng weights) {
    NetworkSettings network = recipe.network();
    Init init = network.init().create(weights, network.initScale());
    Generator generator = fitting(() -> network.name().build(recipe, samples, init));
    network.generatorWeights().applyTo(generator, weights);
    if (!ReferenceBatch.isNeededBy(generator)) {
      return place(generator);
    }
    try (Rng rng = stream("reference")) {
      Tensor reference = recipe
          .latent()
          .sample(rng, recipe.training().batchSize() / recipe.training().accumulate());
      return place(VirtualBatch.generator(reference, classes(), generator));
    }
  }

  /**
   * The discriminator alone, to be loaded with trained weights.
   *
   * @param dropout what it draws from in training; it must be kept for as long as the network
   */
  public Discriminator discriminator(Rng dropout) {
    try (Scope scope = new Scope();
        Rng weights = stream("weights")) {
      return discriminator(weights, dropout);
    }
  }

  private Discriminator discriminator(Rng weights, Rng dropout) {
    NetworkSettings network = recipe.network();
    double scale = network.discriminatorInitScale() > 0
        ? network.discriminatorInitScale()
        : network.initScale();
    Init init = network.init().create(weights, scale);
    Discriminator discriminator =
        fitting(() -> network.name().build(recipe, samples, init, dropout));
    network.discriminatorWeights().applyTo(discriminator, weights);
    return place(discriminator);
  }

  /** Networks of a recipe, whose sizes may not fit the data or one another. */
  <N> N fitting(Supplier<N> network) {
    try {
      return network.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("recipe " + recipe.name() + ": " + e.getMessage(), e);
    }
  }

  private Rng stream(String purpose) {
    return Rng.of(recipe.seed(), purpose);
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
        average,
        new Ema(generator, average, recipe.training().ema(), recipe.training().emaRampup()));
  }

  Player player(Module network, PlayerSettings settings) {
    Map<String, Tensor> parameters = network.parameters();
    return new Player(
        network,
        settings.optimizer().create(parameters, settings),
        settings.learningRate(),
        settings.learningRateSchedule(),
        settings.weightClip() == 0
            ? Player.Constraint.NONE
            : Player.Constraint.clip(settings.weightClip()),
        settings.gradientClip() == 0 ? Double.POSITIVE_INFINITY : settings.gradientClip(),
        settings.lookaheadSteps() == 0
            ? null
            : new Lookahead(parameters, settings.lookaheadSteps(), settings.lookaheadRate()));
  }

  <M extends Module> M place(M network) {
    network.to(device);
    return network;
  }
}
