package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.nn.Module;
import org.zeuxis.objective.Adaptive;
import org.zeuxis.objective.AdversarialLoss;
import org.zeuxis.optim.Ema;

/**
 * The game of two: Algorithm 1 of Goodfellow et al. 2014 (arXiv:1406.2661), for any adversarial
 * loss, with or without classes, with any {@link Remedies}.
 */
public final class AdversarialGame implements Game, Generates, Inspects {
  /**
   * What the algorithm leaves open.
   *
   * @param discriminatorSteps k, updates of D for one of G
   * @param realTarget 1, or less for one-sided label smoothing
   * @param classes of the data where the networks are told them; 1 where not
   */
  public record Rules(
      AdversarialLoss loss, int discriminatorSteps, double realTarget, Latent latent, int classes) {
    public Rules {
      if (discriminatorSteps < 1) {
        throw new IllegalArgumentException(
            "discriminatorSteps must be >= 1, got " + discriminatorSteps);
      }
      if (!(realTarget > 0.5 && realTarget <= 1)) {
        throw new IllegalArgumentException("realTarget must be in (0.5,1], got " + realTarget);
      }
      if (realTarget != 1 && !loss.hasTargets()) {
        throw new IllegalArgumentException(
            "labelSmoothing: loss " + loss + " has no targets to smooth, expected 0");
      }
    }
  }

  /**
   * The generator's moving average.
   *
   * @param network of the generator's architecture, which samples are made with
   */
  public record Averaging(Generator network, Ema ema) {}

  private final Rules rules;
  private final Remedies remedies;
  private final Turns turns;
  private final Generator generator;
  private final Discriminator discriminator;
  private final Player generatorPlayer;
  private final Player discriminatorPlayer;
  private final Averaging averaging;
  private final Map<String, Rng> streams;
  private final Device device;

  /** Algorithm 1 as it is, between two networks. */
  public AdversarialGame(
      Rules rules,
      Player generator,
      Player discriminator,
      Averaging averaging,
      Map<String, Rng> streams,
      Device device) {
    this(rules, Remedies.none(), generator, discriminator, averaging, streams, device);
  }

  /**
   * A game between two networks.
   *
   * @param averaging the generator's moving average, or null
   * @param streams {@code latents}, and those that the networks and remedies draw from
   */
  public AdversarialGame(
      Rules rules,
      Remedies remedies,
      Player generator,
      Player discriminator,
      Averaging averaging,
      Map<String, Rng> streams,
      Device device) {
    if (rules.loss().isRelativistic() && remedies.topK().share() < 1) {
      throw new IllegalArgumentException(
          "topK: expected a share of 1 with loss " + rules.loss() + ", which pairs samples");
    }
    this.rules = rules;
    this.remedies = remedies;
    this.generator = (Generator) generator.network();
    this.discriminator = (Discriminator) discriminator.network();
    this.generatorPlayer = generator;
    this.discriminatorPlayer = discriminator;
    this.averaging = averaging;
    this.streams = Map.copyOf(streams);
    this.device = device;
    turns = new Turns(
        new TurnLosses(rules.loss(), rules.realTarget(), remedies, this.discriminator),
        remedies,
        generator,
        discriminator,
        count -> latents(this.streams.get("latents"), count));
  }

  /** Algorithm 1: k steps of D, each on its own minibatch, then those of G. */
  @Override
  public Scores play(Batch batch, long iteration) {
    int k = rules.discriminatorSteps();
    long samples = batch.real().size(0);
    if (samples == 0 || samples % k != 0) {
      throw new IllegalArgumentException("AdversarialGame.play(batch): expected " + k
          + " minibatches of one size, got " + samples + " samples");
    }
    long m = samples / k;
    Tensor real = batch.real().to(device);
    Tensor labels = told(batch.labels());
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < k; i++) {
      turns.ofDiscriminator(
          real.narrow(0, i * m, m), labels.narrow(0, i * m, m), iteration, scores);
    }
    for (int j = 0; j < remedies.balance().generatorSteps(); j++) {
      turns.ofGenerator(real.narrow(0, 0, m), labels.narrow(0, 0, m), iteration, scores);
    }
    if (players().values().stream().noneMatch(player -> player.optimizer().isAhead())) {
      follow(iteration);
    }
    remedies.allAdaptive().values().forEach(adaptive -> scores.putAll(adaptive.readings()));
    return new Scores(scores);
  }

  /** The classes that the players are told: those of the data only where there are classes. */
  private Tensor told(Tensor labels) {
    return (rules.classes() > 1 ? labels : labels.zerosLike()).to(device);
  }

  /** What follows the weights, now that every player has moved. */
  private void follow(long iteration) {
    players().values().forEach(player -> player.endIteration(iteration));
    if (averaging != null) {
      averaging.ema().update(iteration);
    }
  }

  private Tensor latents(Rng rng, long count) {
    return rules.latent().sample(rng, Math.toIntExact(count)).to(device);
  }

  /**
   * As in the training's own step: with batch statistics and dropout, on the weights that learn;
   * without remedies.
   */
  @Override
  public Map<String, Double> inspect(Batch batch, Rng rng) {
    Inspection inspection = new Inspection();
    try (Scope scope = new Scope();
        Untouched untouched = new Untouched(List.of(generator, discriminator), streams.values())) {
      long whole = batch.real().size(0) / discriminator.pack() * discriminator.pack();
      Tensor x = batch.real().narrow(0, 0, whole).to(device);
      Tensor y = told(batch.labels()).narrow(0, 0, whole);
      generator.listen(inspection.activations("generator"));
      Tensor fake = generator.forward(latents(rng, x.size(0)), y);
      Tensor onReal = discriminator.forward(x, y);
      discriminator.listen(inspection.activations("discriminator"));
      Tensor onFake = discriminator.forward(fake, y);
      discriminator.listen(null);
      inspection.judgement(onReal.detach(), onFake.detach());
      inspection.gradients(
          "discriminator",
          rules
              .loss()
              .discriminator(onReal, discriminator.forward(fake.detach(), y), rules.realTarget()),
          discriminator);
      inspection.gradients("generator", rules.loss().generator(() -> onReal, onFake), generator);
      inspection.weights("generator", generator);
      inspection.weights("discriminator", discriminator);
      inspection.spectralNorms(discriminator);
      inspection.diversity(x, fake);
    }
    return inspection.values();
  }

  @Override
  public Tensor judge(Batch batch) {
    try (NoGrad guard = new NoGrad();
        Scope scope = new Scope();
        Untouched untouched = new Untouched(List.of(discriminator), streams.values())) {
      long whole = batch.real().size(0) / discriminator.pack() * discriminator.pack();
      return scope.keep(discriminator.forward(
          batch.real().narrow(0, 0, whole).to(device), told(batch.labels()).narrow(0, 0, whole)));
    }
  }

  @Override
  public int batchesPerIteration() {
    return rules.discriminatorSteps();
  }

  @Override
  public Map<String, Player> players() {
    Map<String, Player> players = new LinkedHashMap<>();
    players.put("generator", generatorPlayer);
    players.put("discriminator", discriminatorPlayer);
    return players;
  }

  @Override
  public Map<String, Module> averages() {
    return averaging == null ? Map.of() : Map.of("generator-average", averaging.network());
  }

  @Override
  public Map<String, Rng> streams() {
    return streams;
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    remedies.allAdaptive().forEach((owner, adaptive) -> adaptive
        .state()
        .forEach((name, tensor) -> state.put(owner + "." + name, tensor)));
    players()
        .forEach((owner, player) ->
            player.state().forEach((name, tensor) -> state.put(owner + "." + name, tensor)));
    return state;
  }

  @Override
  public void weightsLoaded() {
    remedies.allAdaptive().values().forEach(Adaptive::weightsLoaded);
    players().values().forEach(Player::weightsLoaded);
  }

  @Override
  public Latent latent() {
    return rules.latent();
  }

  @Override
  public int classes() {
    return rules.classes();
  }

  @Override
  public Tensor generate(Tensor z, Tensor labels) {
    Generator network = averaging == null ? generator : averaging.network();
    // One at a time: a thread that ends must not switch the training flag under another.
    synchronized (network) {
      boolean wasTraining = network.isTraining();
      network.train(false);
      try (NoGrad guard = new NoGrad()) {
        return Generator.shown(network.forward(z.to(device), labels.to(device))).to(Device.CPU);
      } finally {
        network.train(wasTraining);
      }
    }
  }

  @Override
  public void close() {
    generatorPlayer.close();
    discriminatorPlayer.close();
    if (averaging != null) {
      averaging.network().close();
    }
    remedies.allAdaptive().values().forEach(adaptive -> adaptive.close());
    streams.values().forEach(Rng::close);
  }
}
