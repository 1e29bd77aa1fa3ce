package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertAllClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.Packing;
import org.zeuxis.model.PointMlp;
import org.zeuxis.model.VirtualBatch;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Norm;
import org.zeuxis.objective.AdversarialLoss;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.objective.Equilibrium;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.WeightedPenalty;
import org.zeuxis.optim.Lookahead;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

/** What each remedy does to an iteration; its formula is tested where it is written. */
@ExtendWith(OneThread.class)
class RemediesTest {
  private static final int LATENT = 3;

  /**
   * Three parts of it draw the numbers that the whole draws: normal numbers come sixteen at a time.
   */
  private static final int SAMPLES = 48;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Generator generator() {
    return new PointMlp(8, 1).generator(LATENT, Init.pytorch(new Rng(1)));
  }

  private static Discriminator discriminator() {
    return new PointMlp(8, 1).discriminator(Init.pytorch(new Rng(2)));
  }

  private static Player player(Module network) {
    return new Player(
        network,
        new Sgd(network.parameters(), 0, 0),
        0.1,
        Schedule.CONSTANT,
        Player.Constraint.NONE);
  }

  private static AdversarialGame game(AdversarialLosses loss, Remedies remedies) {
    return game(loss, remedies, player(generator()), player(discriminator()));
  }

  private static AdversarialGame game(
      AdversarialLosses loss, Remedies remedies, Player g, Player d) {
    return new AdversarialGame(
        new AdversarialGame.Rules(loss, 1, 1, new Latent(LATENT, Latent.Distribution.NORMAL), 1),
        remedies,
        g,
        d,
        null,
        Map.of("latents", Rng.of(3, "latents")),
        Device.CPU);
  }

  private static Batch batch() {
    return new Batch(new Rng(4).normal(SAMPLES, 2), Tensor.of(new long[SAMPLES], SAMPLES));
  }

  private static Remedies balance(
      int generatorSteps, double weight, int unrolled, double ceiling, int accumulate) {
    return Remedies.none()
        .withBalance(new Remedies.Balance(generatorSteps, weight, unrolled, ceiling, accumulate));
  }

  private static Penalised penalties(Penalties.Side side, Module network, String... texts) {
    return new Penalised(
        side, List.of(texts).stream().map(WeightedPenalty::parse).toList(), network);
  }

  private static Map<String, Tensor> copies(Module network) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    network.stateDict().forEach((name, value) -> copies.put(name, value.detach().copy()));
    return copies;
  }

  private static boolean moved(Map<String, Tensor> before, Module network) {
    return !before.entrySet().stream()
        .allMatch(e -> e.getValue().sameAs(network.stateDict().get(e.getKey())));
  }

  private static Module network(AdversarialGame game, String player) {
    return game.players().get(player).network();
  }

  @Test
  void accumulatedPartsHaveTheGradientsOfTheWholeMinibatch() {
    AdversarialGame whole = game(AdversarialLosses.NON_SATURATING, Remedies.none());
    AdversarialGame parts = game(AdversarialLosses.NON_SATURATING, balance(1, 1, 0, 1, 3));
    Scores expected = whole.play(batch(), 0);
    Scores got = parts.play(batch(), 0);
    expected.values().forEach((name, value) -> assertThat(got.values().get(name))
        .isCloseTo(value, within(1e-6)));
    for (String player : List.of("generator", "discriminator")) {
      assertAllClose(
          player, network(parts, player).stateDict(), network(whole, player).stateDict(), 1e-5);
    }
  }

  @Test
  void generatorMovesAsOftenAsAsked() {
    AdversarialGame once = game(AdversarialLosses.NON_SATURATING, Remedies.none());
    AdversarialGame twice = game(AdversarialLosses.NON_SATURATING, balance(2, 1, 0, 1, 1));
    once.play(batch(), 0);
    twice.play(batch(), 0);
    assertThat(moved(copies(network(once, "discriminator")), network(twice, "discriminator")))
        .isFalse();
    assertThat(moved(copies(network(once, "generator")), network(twice, "generator")))
        .isTrue();
  }

  @Test
  void discriminatorThatIsAboveTheCeilingRests() {
    AdversarialGame game = game(AdversarialLosses.NON_SATURATING, balance(1, 1, 0, 0.51, 1));
    Batch far = new Batch(Tensor.full(50, SAMPLES, 2), Tensor.of(new long[SAMPLES], SAMPLES));
    Map<String, Tensor> before = copies(network(game, "discriminator"));
    double rests = 0;
    double moves = 0;
    for (int i = 0; i < 20; i++) {
      Scores scores = game.play(far, i);
      boolean moved = moved(before, network(game, "discriminator"));
      before = copies(network(game, "discriminator"));
      // Real samples lie so far off that their logits tell which side of 0 they are on.
      if (scores.values().get("logit.real") > 1 && scores.values().get("logit.fake") < -1) {
        assertThat(moved).isFalse();
        rests++;
      } else if (moved) {
        moves++;
      }
    }
    assertThat(moves).isPositive();
    assertThat(rests + moves).isPositive();
  }

  @Test
  void penaltyIsAddedOnlyWhereItIsDueAndIsInTheScores() {
    Player d = player(discriminator());
    Remedies remedies = Remedies.none()
        .withPenalties(penalties(Penalties.Side.DISCRIMINATOR, d.network(), "r1:1/3"), new Rng(8));
    AdversarialGame game = game(AdversarialLosses.NON_SATURATING, remedies, player(generator()), d);
    List<Boolean> due = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      due.add(game.play(batch(), i).values().containsKey("penalty.discriminator.r1"));
    }
    assertThat(due).containsExactly(false, false, true, false);
  }

  @Test
  void penaltyOfTheOtherPlayerIsRefused() {
    assertThatThrownBy(
            () -> penalties(Penalties.Side.GENERATOR, discriminator(), "feature-matching", "r1"))
        .hasMessage("penalties: r1 is not for the generator");
  }

  @Test
  void generatorCanLearnFromItsPenaltiesAlone() {
    Player g = player(generator());
    Remedies none = Remedies.none();
    Remedies remedies = new Remedies(
        none.lenses(),
        none.onDiscriminator(),
        penalties(Penalties.Side.GENERATOR, g.network(), "feature-matching:1"),
        new Rng(8),
        none.labelFlip(),
        none.topK(),
        none.equilibrium(),
        none.adaptive(),
        new Remedies.Balance(1, 0, 0, 1, 1));
    AdversarialGame game =
        game(AdversarialLosses.NON_SATURATING, remedies, g, player(discriminator()));
    Map<String, Tensor> before = copies(g.network());
    Scores scores = game.play(batch(), 0);
    assertThat(scores.values().get("loss.generator"))
        .isEqualTo(scores.values().get("penalty.generator.feature-matching"));
    assertThat(moved(before, g.network())).isTrue();
  }

  @Test
  void modesAreSoughtInWhatTheGeneratorMakesAndNotInTheNoiseOnIt() {
    assertThat(modesSought(List.of(new InstanceNoise(5, 0, new Rng(6)))))
        .isEqualTo(modesSought(List.of()));
  }

  private static double modesSought(List<Lens> lenses) {
    Player g = player(generator());
    Remedies none = Remedies.none();
    Remedies remedies = new Remedies(
        lenses,
        none.onDiscriminator(),
        penalties(Penalties.Side.GENERATOR, g.network(), "mode-seeking:1"),
        new Rng(8),
        none.labelFlip(),
        none.topK(),
        none.equilibrium(),
        none.adaptive(),
        none.balance());
    return game(AdversarialLosses.NON_SATURATING, remedies, g, player(discriminator()))
        .play(batch(), 0)
        .values()
        .get("penalty.generator.mode-seeking");
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "9, 4", "10, 2", "20, 2", "1000, 2"})
  void topKeepsTheMostRealAndFewerOfThemAsTimeGoesOn(long iteration, int kept) {
    Tensor logits = Tensor.of(new float[] {3, -1, 5, 0}, 4);
    float[] best = new TopK(0.5, 0.6, 10).of(logits, iteration).toFloats();
    assertThat(best).hasSize(kept);
    assertThat(best).contains(5, 3);
  }

  @Test
  void flippedLabelsExchangeAsManyRealAsGeneratedOnes() {
    Tensor real = Tensor.full(1, 10000);
    Tensor fake = Tensor.full(-1, 10000);
    double[] means = new double[2];
    new LabelFlip(0.2, new Rng(5))
        .loss(
            new AdversarialLoss() {
              @Override
              public Tensor discriminator(Tensor onReal, Tensor onFake, double target) {
                means[0] = onReal.mean().item();
                means[1] = onFake.mean().item();
                return onReal.mean();
              }

              @Override
              public Tensor generator(Supplier<Tensor> onReal, Tensor onFake) {
                return onFake.mean();
              }
            },
            real,
            fake,
            1);
    assertThat(means[0]).isCloseTo(0.6, within(0.03)); // 1 - 2·0.2, deviation 0.008
    assertThat(means[0] + means[1]).isCloseTo(0, within(1e-6));
  }

  @Test
  void instanceNoiseFadesInAStraightLine() {
    InstanceNoise noise = new InstanceNoise(0.5, 100, new Rng(6));
    Tensor zeros = Tensor.zeros(20000, 2);
    assertThat(noise.look(zeros, 0).std().item()).isCloseTo(0.5, within(0.01));
    assertThat(noise.look(zeros, 80).std().item()).isCloseTo(0.1, within(0.002));
    assertThat(noise.look(zeros, 100)).isSameAs(zeros);
    InstanceNoise lasting = new InstanceNoise(0.5, 0, new Rng(6));
    assertThat(lasting.look(zeros, 9999).std().item()).isCloseTo(0.5, within(0.01));
  }

  @Test
  void packedDiscriminatorJudgesSamplesTogether() {
    Discriminator body =
        new PointMlp(8, 1).discriminator(6, Blocks.PLAIN, Init.pytorch(new Rng(2)));
    Discriminator packed = Packing.discriminator(3, body);
    Tensor x = new Rng(4).normal(SAMPLES, 2);
    Tensor labels = Tensor.of(new long[SAMPLES], SAMPLES);
    Tensor logits = packed.forward(x, labels);
    assertThat(logits.shape()).containsExactly(16);
    assertThat(logits.toFloats())
        .containsExactly(body.forward(x.reshape(16, 6), labels).toFloats());
    AdversarialGame game = game(
        AdversarialLosses.NON_SATURATING, Remedies.none(), player(generator()), player(packed));
    assertThat(game.play(batch(), 0).isFinite()).isTrue();
    assertThatThrownBy(() -> packed.forward(x.narrow(0, 0, 10), labels))
        .hasMessage("Discriminator.forward(x): expected a multiple of 3 samples, which it judges"
            + " together, got [10,2]");
  }

  @Test
  void lookaheadIsSavedWithTheGame() {
    Module network = generator();
    Player g = new Player(
        network,
        new Sgd(network.parameters(), 0, 0),
        0.1,
        Schedule.CONSTANT,
        Player.Constraint.NONE,
        1.0,
        new Lookahead(network.parameters(), 2, 0.5));
    AdversarialGame game =
        game(AdversarialLosses.NON_SATURATING, Remedies.none(), g, player(discriminator()));
    Map<String, Tensor> start = copies(network);
    game.play(batch(), 0);
    game.play(batch(), 1);
    assertThat(game.state()).hasSize(network.parameters().size());
    // After the second iteration the slow weights are the weights.
    game.state().forEach((name, slow) -> {
      String parameter = name.substring("generator.".length(), name.length() - ".slow".length());
      assertThat(slow.sameAs(network.parameters().get(parameter).detach())).isTrue();
    });
    assertThat(moved(start, network)).isTrue();
  }

  @Test
  void equilibriumFollowsItsControlLaw() {
    Equilibrium control = new Equilibrium(0.5, 0.02);
    control.learn(Tensor.full(-4, 3), Tensor.full(-1, 3)); // L(x) = 4, L(G(z)) = 1
    assertThat(control.state().get("weight").item()).isCloseTo(0.02, within(1e-12));
    assertThat(control.readings().get("equilibrium.measure")).isCloseTo(5, within(1e-9));
    assertThat(control.weigh(Tensor.full(-2, 1)).item()).isCloseTo(-0.04, within(1e-9));
    control.learn(Tensor.full(-1, 3), Tensor.full(-9, 3));
    assertThat(control.state().get("weight").item()).isZero();
    control.close();
  }

  @Test
  void virtualBatchGeneratorMakesASampleWhateverTheOthersAre() {
    Blocks blocks = new Blocks(Norm.VIRTUAL_BATCH, 0, Blocks.Minibatch.NONE);
    Generator body = new PointMlp(8, 2).generator(LATENT, blocks, Init.pytorch(new Rng(1)));
    Generator generator = VirtualBatch.generator(new Rng(9).normal(16, LATENT), 1, body);
    Tensor z = new Rng(4).normal(5, LATENT);
    Tensor all = generator.forward(z, Tensor.of(new long[5], 5));
    Tensor one = generator.forward(z.narrow(0, 3, 1), Tensor.of(new long[1], 1));
    assertThat(all.shape()).containsExactly(5, 2);
    assertThat(all.narrow(0, 3, 1).minus(one).abs().max().item()).isLessThan(1e-6);
    assertThat(generator.stateDict()).containsKeys("reference", "reference_labels");
  }
}
