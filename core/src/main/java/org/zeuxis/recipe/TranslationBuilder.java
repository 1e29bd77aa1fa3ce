package org.zeuxis.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DomainSource;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.game.Average;
import org.zeuxis.game.DomainCodes;
import org.zeuxis.game.Judge;
import org.zeuxis.game.JudgedGame;
import org.zeuxis.game.Perception;
import org.zeuxis.game.Player;
import org.zeuxis.metric.ClassifierPerception;
import org.zeuxis.metric.ScriptPerception;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.SmallClassifier;
import org.zeuxis.model.TaskNetwork;
import org.zeuxis.model.Translator;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.optim.Ema;

/** Makes the players of a game of translation, one after another, of a recipe. */
final class TranslationBuilder {
  private final Recipe recipe;
  private final Samples samples;
  private final GameBuilder builder;
  private final Device device;
  private final Map<String, Player> translators = new LinkedHashMap<>();
  private final Map<String, Judge> judges = new LinkedHashMap<>();
  private final Map<String, Average> averages = new LinkedHashMap<>();
  private final Map<String, Module> fixed = new LinkedHashMap<>();
  private final Map<String, Rng> streams = new LinkedHashMap<>();

  TranslationBuilder(Recipe recipe, Samples samples, GameBuilder builder, Device device) {
    this.recipe = recipe;
    this.samples = samples;
    this.builder = builder;
    this.device = device;
  }

  Recipe recipe() {
    return recipe;
  }

  TranslationSettings settings() {
    return recipe.translation();
  }

  /** What images are made of. */
  Samples from() {
    return samples.source();
  }

  /** What images are to look like. */
  Samples to() {
    return samples;
  }

  String fromName() {
    return names().map(DomainSource::fromName).orElse("A");
  }

  String toName() {
    return names().map(DomainSource::toName).orElse("B");
  }

  private Optional<DomainSource> names() {
    return DomainSource.parse(recipe.data().source());
  }

  /** What networks are told of attributes or classes, of which there must be some. */
  DomainCodes domainCodes() {
    return builder.fitting(() -> new DomainCodes(samples.attributes(), samples.classNames()));
  }

  /** A random stream for a purpose, saved with the game. */
  Rng stream(String purpose) {
    return streams.computeIfAbsent(purpose, name -> Rng.of(recipe.seed(), name));
  }

  /** A translator of the recipe's kind, with the generator's settings. */
  Player translator(String name, int in, int out) {
    return averaged(name, network(name, in, out), () -> network(name, in, out));
  }

  /** A player with the moving average that the recipe asks for, of the same architecture. */
  private Player averaged(String name, Module network, Supplier<Module> another) {
    if (recipe.training().ema() > 0) {
      Module average = another.get();
      averages.put(
          name,
          new Average(
              average,
              new Ema(
                  network, average, recipe.training().ema(), recipe.training().emaRampup())));
    }
    return player(name, network);
  }

  /**
   * What tells the classes of the source, on images of both domains, with the generator's settings.
   *
   * @param features channels of its first convolution
   */
  TaskNetwork classifier(String name, int features, InitKind init) {
    if (from().classes() == 1) {
      throw new InvalidInputException("recipe " + recipe.name() + ": " + fromName()
          + " needs at least 2 classes; in a folder of images sub-folders are classes");
    }
    if (from().channels() != to().channels()) {
      throw new InvalidInputException("recipe " + recipe.name() + ": " + fromName() + " has "
          + from().channels() + " channels and " + toName() + " " + to().channels()
          + ", expected as many; --set data.channels=3 brings both to one number");
    }
    TaskNetwork network = task(name, features, init);
    averaged(name, network, () -> task(name, features, init));
    return network;
  }

  private TaskNetwork task(String name, int features, InitKind kind) {
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights " + name)) {
      Init init = kind.create(weights, recipe.network().initScale());
      return builder.place(builder.fitting(() ->
          new TaskNetwork(from().channels(), from().side(), from().classes(), features, init)));
    }
  }

  private Translator network(String name, int in, int out) {
    NetworkKind.Way way = new NetworkKind.Way(in, out, from().side(), samples);
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights " + name)) {
      Init init = recipe.network().init().create(weights, recipe.network().initScale());
      Translator network = builder.fitting(
          () -> recipe.network().name().translator(recipe, way, init, stream("dropout")));
      recipe.network().generatorWeights().applyTo(network, weights);
      return builder.place(network);
    }
  }

  /** Another network that learns with the generator's settings. */
  Player player(String name, Module network) {
    Player player = builder.player(network, recipe.generator());
    translators.put(name, player);
    return player;
  }

  /**
   * A discriminator of the recipe's kind.
   *
   * @param inputs channels of what it sees
   * @param contender whose images it judges
   */
  Judge judge(String name, int inputs, String contender) {
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights " + name)) {
      NetworkSettings network = recipe.network();
      double scale = network.discriminatorInitScale() > 0
          ? network.discriminatorInitScale()
          : network.initScale();
      Init init = network.init().create(weights, scale);
      Discriminator discriminator = builder.fitting(
          () -> network.name().discriminator(network, samples, inputs, init, stream("dropout")));
      network.discriminatorWeights().applyTo(discriminator, weights);
      return judge(name, builder.place(discriminator), contender);
    }
  }

  /** A discriminator that is made already. */
  Judge judge(String name, Discriminator discriminator, String contender) {
    Player player = builder.player(discriminator, recipe.discriminator());
    Player judged = translators.get(contender);
    Judge judge = new Judge(
        name,
        player,
        judged,
        recipe.game().loss(),
        1 - recipe.game().labelSmoothing(),
        new RemedyBuilder(recipe, true, this::stream).build(judged, player));
    judges.put(name, judge);
    return judge;
  }

  /** A network that does not learn, but is saved with the others. */
  <M extends Module> M fixed(String name, M network) {
    fixed.put(name, builder.place(network));
    return network;
  }

  /** What contents are compared by, where the recipe compares any. */
  Perception perception() {
    String features = settings().features();
    if (settings().perceptual() == 0) {
      return Perception.NONE;
    }
    if (!features.equals("classifier")) {
      return ScriptPerception.of(features, device);
    }
    // Not the seed itself: an extractor that measures the run would be the same network.
    long seed = Rng.seed(recipe.seed(), "features");
    return new ClassifierPerception(fixed("features", untrained()), seed, device);
  }

  /** Its head is not used, so that it may have as few classes as there can be. */
  private SmallClassifier untrained() {
    try (Scope scope = new Scope();
        Rng weights = Rng.of(recipe.seed(), "weights features")) {
      return builder.fitting(
          () -> new SmallClassifier(to().channels(), to().side(), 2, Init.pytorch(weights)));
    }
  }

  JudgedGame.Parts parts() {
    return new JudgedGame.Parts(translators, judges, averages, fixed, streams, device);
  }
}
