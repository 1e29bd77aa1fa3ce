package org.zeuxis.game;

import static org.zeuxis.Close.assertAllClose;

import java.util.List;
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
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.PointMlp;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.objective.AdversarialLoss;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.WeightedPenalty;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

/**
 * Whole iterations with remedies against the same games written for PyTorch
 * ({@code make_game_remedy_fixtures.py}).
 */
class RemediesAgainstPyTorchTest {
  private static final int LATENT = 6;
  private static final double RELATIVE = 2e-5;

  private final Scope scope = new Scope();
  private final Generator generator = network().generator(LATENT, Init.pytorch(new Rng(1)));
  private final Discriminator discriminator = network().discriminator(Init.pytorch(new Rng(1)));

  private static PointMlp network() {
    return new PointMlp(16, 2);
  }

  @AfterEach
  void free() {
    generator.close();
    discriminator.close();
    scope.close();
  }

  @Test
  void wassersteinWithGradientPenalty() {
    play(
        "game_wgan_gp",
        AdversarialLosses.WASSERSTEIN,
        2,
        penalties("gp:10"),
        0.05,
        p -> new Sgd(p, 0, 0));
  }

  @Test
  void relativisticPairingWithBothZeroCentredPenalties() {
    play(
        "game_pairing",
        AdversarialLosses.RELATIVISTIC_PAIRING,
        1,
        penalties("r1:0.5", "r2:0.5"),
        0.05,
        p -> new Sgd(p, 0, 0));
  }

  @Test
  void generatorLearnsThroughTheUnrolledStepsOfTheDiscriminator() {
    Remedies.Balance ahead = new Remedies.Balance(1, 1, 3, 1, 1);
    play(
        "game_unrolled",
        AdversarialLosses.NON_SATURATING,
        1,
        Remedies.none().withBalance(ahead),
        0.02,
        p -> Adam.adam(p, 0.5, 0.9, 0));
  }

  @Test
  void stepsThatTheGeneratorLooksAheadArePenalisedAndBoundedAsTheDiscriminatorsOwn() {
    Remedies.Balance ahead = new Remedies.Balance(1, 1, 3, 1, 1);
    play(
        "game_unrolled_bounded",
        AdversarialLosses.NON_SATURATING,
        1,
        penalties("gp:0.5").withBalance(ahead),
        new Player(
            discriminator,
            Adam.adam(discriminator.parameters(), 0.5, 0.9, 0),
            0.02,
            Schedule.CONSTANT,
            Player.Constraint.clip(0.3),
            0.2,
            null));
  }

  private Remedies penalties(String... texts) {
    List<WeightedPenalty> wanted =
        List.of(texts).stream().map(WeightedPenalty::parse).toList();
    return Remedies.none()
        .withPenalties(
            new Penalised(Penalties.Side.DISCRIMINATOR, wanted, discriminator), new Rng(8));
  }

  private void play(
      String name,
      AdversarialLoss loss,
      int k,
      Remedies remedies,
      double learningRate,
      Function<Map<String, Tensor>, Optimizer> optimizer) {
    Player d = player(discriminator, learningRate, optimizer.apply(discriminator.parameters()));
    play(name, loss, k, remedies, d);
  }

  private void play(String name, AdversarialLoss loss, int k, Remedies remedies, Player d) {
    Fixture fixture = Fixture.load(name);
    generator.loadStateDict(fixture.group("before/generator"), name);
    discriminator.loadStateDict(fixture.group("before/discriminator"), name);
    AdversarialGame game = new AdversarialGame(
        new AdversarialGame.Rules(loss, k, 1, new Latent(LATENT, Latent.Distribution.NORMAL), 1),
        remedies,
        player(generator, 0.05, new Sgd(generator.parameters(), 0, 0)),
        d,
        null,
        Map.of("latents", new Rng(7)),
        Device.CPU);
    Tensor real = fixture.get("real");
    Tensor labels = Tensor.empty(DType.INT64, real.size(1)).fillInPlace(0);
    for (int i = 0; i < real.size(0); i++) {
      try (Scope step = new Scope()) {
        game.play(new Batch(real.select(0, i), labels), i);
      }
    }
    assertAllClose("generator", generator.stateDict(), fixture.group("after/generator"), RELATIVE);
    assertAllClose(
        "discriminator", discriminator.stateDict(), fixture.group("after/discriminator"), RELATIVE);
  }

  private static Player player(Module network, double learningRate, Optimizer optimizer) {
    return new Player(network, optimizer, learningRate, Schedule.CONSTANT, Player.Constraint.NONE);
  }
}
