package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.Close.assertAllClose;
import static org.zeuxis.Close.assertClose;

import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Dcgan;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.PointMlp;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.objective.AdversarialLoss;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.Ema;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.RmsProp;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

/**
 * Whole iterations against the same game written for PyTorch ({@code make_fixtures.py}): same
 * weights, real samples, and latents, which come from equal generators seeded with 7.
 */
class AdversarialGameAgainstPyTorchTest {
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final int LATENT = 6;

  /** Some hundreds of roundings of float32, and Adam divides by small gradients. */
  private static final double RELATIVE = 2e-5;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void dcganWithTwoDiscriminatorStepsAndSmoothedLabels() {
    Dcgan networks = new Dcgan(1, 16, 4, 8);
    play(
        "game_dcgan",
        networks.generator(LATENT, INIT),
        networks.generator(LATENT, INIT),
        networks.discriminator(1, INIT),
        new Setting(AdversarialLosses.NON_SATURATING, 2, 0.9, 0.75, 0.05, Player.Constraint.NONE),
        parameters -> new Sgd(parameters, 0, 0));
  }

  @Test
  void threeIterationsOnPointsWithAdam() {
    PointMlp networks = new PointMlp(16, 2);
    play(
        "game_points",
        networks.generator(LATENT, INIT),
        networks.generator(LATENT, INIT),
        networks.discriminator(INIT),
        new Setting(AdversarialLosses.NON_SATURATING, 1, 1, 0.9, 1e-3, Player.Constraint.NONE),
        parameters -> Adam.adam(parameters, 0.5, 0.999, 0));
  }

  @Test
  void wassersteinWithFiveCriticStepsAndClippedWeights() {
    PointMlp networks = new PointMlp(16, 2);
    play(
        "game_wasserstein",
        networks.generator(LATENT, INIT),
        null,
        networks.discriminator(INIT),
        new Setting(AdversarialLosses.WASSERSTEIN, 5, 1, 0, 5e-4, Player.Constraint.clip(0.1)),
        parameters -> new RmsProp(parameters, 0.99, 0));
  }

  private record Setting(
      AdversarialLoss loss,
      int k,
      double target,
      double beta,
      double learningRate,
      Player.Constraint constraint) {}

  private static void play(
      String name,
      Generator generator,
      Generator average,
      Discriminator discriminator,
      Setting setting,
      Function<Map<String, Tensor>, Optimizer> optimizer) {
    Fixture fixture = Fixture.load(name);
    generator.loadStateDict(fixture.group("before/generator"), name);
    discriminator.loadStateDict(fixture.group("before/discriminator"), name);
    AdversarialGame.Rules rules = new AdversarialGame.Rules(
        setting.loss, setting.k, setting.target, new Latent(LATENT, Latent.Distribution.NORMAL), 1);
    try (AdversarialGame game = new AdversarialGame(
        rules,
        player(generator, setting, optimizer, Player.Constraint.NONE),
        player(discriminator, setting, optimizer, setting.constraint),
        average == null
            ? null
            : new AdversarialGame.Averaging(average, new Ema(generator, average, setting.beta)),
        Map.of("latents", new Rng(7)),
        Device.CPU)) {
      Tensor real = fixture.get("real");
      Tensor labels = Tensor.empty(DType.INT64, real.size(1)).fillInPlace(0);
      for (int i = 0; i < real.size(0); i++) {
        try (Scope step = new Scope()) {
          Scores scores = game.play(new Batch(real.select(0, i), labels), i);
          assertThat(scores.values().keySet())
              .containsExactly("loss.discriminator", "logit.real", "logit.fake", "loss.generator");
          double[] values = {
            scores.values().get("loss.discriminator"),
            scores.values().get("loss.generator"),
            scores.values().get("logit.real"),
            scores.values().get("logit.fake")
          };
          assertClose(
              "scores " + i, Tensor.of(values, 4), fixture.get("scores").select(0, i), RELATIVE);
        }
      }
      compare(fixture, "generator", generator);
      compare(fixture, "discriminator", discriminator);
      if (average != null) {
        compare(fixture, "average", average);
      }
    }
  }

  private static Player player(
      Module network,
      Setting setting,
      Function<Map<String, Tensor>, Optimizer> optimizer,
      Player.Constraint constraint) {
    return new Player(
        network,
        optimizer.apply(network.parameters()),
        setting.learningRate,
        Schedule.CONSTANT,
        constraint);
  }

  private static void compare(Fixture fixture, String player, Module network) {
    assertAllClose(player, network.stateDict(), fixture.group("after/" + player), RELATIVE);
  }
}
