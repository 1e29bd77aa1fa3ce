package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
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
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

@ExtendWith(OneThread.class)
class AdversarialGameTest {
  private static final int LATENT = 4;
  private static final Schedule STILL = iteration -> 0;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Looks on at what another discriminator is shown. */
  private static final class Watching extends Discriminator {
    private final Discriminator body;
    private final List<float[]> shown = new ArrayList<>();
    private final List<long[]> labels = new ArrayList<>();

    Watching(Discriminator body) {
      this.body = child("body", body);
    }

    @Override
    public Tensor forward(Tensor x, Tensor y) {
      shown.add(x.toFloats());
      labels.add(y.toLongs());
      return body.forward(x, y);
    }

    @Override
    public Tensor features(Tensor x, Tensor y) {
      return body.features(x, y);
    }
  }

  private static Generator generator() {
    return new PointMlp(8, 1).generator(LATENT, Init.pytorch(new Rng(1)));
  }

  private static Discriminator discriminator() {
    return new PointMlp(8, 1).discriminator(Init.pytorch(new Rng(2)));
  }

  private static Player player(Module network, Schedule schedule, Player.Constraint constraint) {
    return new Player(network, new Sgd(network.parameters(), 0, 0), 0.1, schedule, constraint);
  }

  private static Player player(Module network) {
    return player(network, Schedule.CONSTANT, Player.Constraint.NONE);
  }

  private static AdversarialGame.Rules rules(AdversarialLoss loss, int k, double target) {
    return new AdversarialGame.Rules(
        loss, k, target, new Latent(LATENT, Latent.Distribution.NORMAL), 1);
  }

  private static AdversarialGame.Rules withClasses(int classes) {
    return new AdversarialGame.Rules(
        AdversarialLosses.NON_SATURATING,
        2,
        1,
        new Latent(LATENT, Latent.Distribution.NORMAL),
        classes);
  }

  private static AdversarialGame game(AdversarialGame.Rules rules, Player g, Player d) {
    return new AdversarialGame(
        rules, g, d, null, Map.of("latents", Rng.of(3, "latents")), Device.CPU);
  }

  private static Batch batch(int size) {
    return new Batch(new Rng(4).normal(size, 2), labels(size));
  }

  private static Tensor labels(int size) {
    return Tensor.empty(DType.INT64, size).fillInPlace(0);
  }

  private static Map<String, Tensor> copies(Module network) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    network.stateDict().forEach((name, value) -> copies.put(name, value.detach().copy()));
    return copies;
  }

  private static boolean same(Map<String, Tensor> one, Map<String, Tensor> other) {
    return one.entrySet().stream().allMatch(e -> e.getValue().sameAs(other.get(e.getKey())));
  }

  @Test
  void eachDiscriminatorStepHasAMinibatchAndLatentsOfItsOwn() {
    Watching watching = new Watching(discriminator());
    AdversarialGame game = game(
        rules(AdversarialLosses.NON_SATURATING, 3, 1),
        player(generator(), STILL, Player.Constraint.NONE),
        player(watching));
    float[] values = new float[18];
    for (int i = 0; i < 18; i++) {
      values[i] = i;
    }
    assertThat(game.batchesPerIteration()).isEqualTo(3);
    game.play(new Batch(Tensor.of(values, 9, 2), labels(9)), 0);
    // Real and generated ones for each step of D, then generated ones for G.
    assertThat(watching.shown).hasSize(7);
    assertThat(watching.shown.get(0)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(watching.shown.get(2)).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(watching.shown.get(4)).containsExactly(12, 13, 14, 15, 16, 17);
    for (int one : new int[] {1, 3, 5, 6}) {
      for (int other : new int[] {1, 3, 5, 6}) {
        assertThat(java.util.Arrays.equals(watching.shown.get(one), watching.shown.get(other)))
            .isEqualTo(one == other);
      }
    }
    game.close();
  }

  @Test
  void labelsGoWithTheirSamples() {
    Watching watching = new Watching(discriminator());
    AdversarialGame game = game(withClasses(4), player(generator()), player(watching));
    game.play(new Batch(new Rng(1).normal(4, 2), Tensor.of(new long[] {3, 1, 0, 2}, 4)), 0);
    assertThat(watching.labels)
        .containsExactly(
            new long[] {3, 1}, new long[] {3, 1}, new long[] {0, 2}, new long[] {0, 2}, new long[] {
              3, 1
            });
    game.close();
  }

  @Test
  void labelsOfTheDataAreNotToldWhereTheNetworksHaveNoClasses() {
    Watching watching = new Watching(discriminator());
    AdversarialGame game = game(withClasses(1), player(generator()), player(watching));
    game.play(new Batch(new Rng(1).normal(4, 2), Tensor.of(new long[] {3, 1, 0, 2}, 4)), 0);
    assertThat(watching.labels).allMatch(labels -> labels[0] == 0 && labels[1] == 0);
    game.close();
  }

  @Test
  void discriminatorsUpdateDoesNotTouchTheGenerator() {
    Generator g = generator();
    Discriminator d = discriminator();
    Map<String, Tensor> before = copies(g);
    Map<String, Tensor> beforeD = copies(d);
    AdversarialGame game = game(
        rules(AdversarialLosses.NON_SATURATING, 1, 1),
        player(g, STILL, Player.Constraint.NONE),
        player(d));
    game.play(batch(6), 0);
    assertThat(same(before, copies(g))).isTrue();
    assertThat(same(beforeD, copies(d))).isFalse();
    game.close();
  }

  @Test
  void generatorsUpdateDoesNotTouchTheDiscriminator() {
    Generator g = generator();
    Discriminator d = discriminator();
    Map<String, Tensor> before = copies(g);
    Map<String, Tensor> beforeD = copies(d);
    AdversarialGame game = game(
        rules(AdversarialLosses.NON_SATURATING, 1, 1),
        player(g),
        player(d, STILL, Player.Constraint.NONE));
    game.play(batch(6), 0);
    assertThat(same(before, copies(g))).isFalse();
    assertThat(same(beforeD, copies(d))).isTrue();
    game.close();
  }

  @Test
  void criticsWeightsStayWithinTheClip() {
    Generator g = generator();
    Discriminator d = discriminator();
    assertThat(largest(d)).isGreaterThan(0.1);
    double before = largest(g);
    AdversarialGame game = game(
        rules(AdversarialLosses.WASSERSTEIN, 2, 1),
        player(g, STILL, Player.Constraint.NONE),
        player(d, Schedule.CONSTANT, Player.Constraint.clip(0.01)));
    game.play(batch(6), 0);
    assertThat(largest(d)).isLessThanOrEqualTo((double) 0.01f);
    assertThat(largest(g)).isEqualTo(before);
    game.close();
  }

  private static double largest(Module network) {
    return network.parameters().values().stream()
        .mapToDouble(p -> p.detach().abs().max().item())
        .max()
        .orElseThrow();
  }

  @Test
  void smoothingAddsItsShareOfTheMeanLogitToTheDiscriminatorsLoss() {
    double[] loss = new double[2];
    double logit = 0;
    for (int i = 0; i < 2; i++) {
      AdversarialGame game = game(
          rules(AdversarialLosses.NON_SATURATING, 1, i == 0 ? 1 : 0.8),
          player(generator()),
          player(discriminator()));
      Map<String, Double> scores = game.play(batch(6), 0).values();
      loss[i] = scores.get("loss.discriminator");
      logit = scores.get("logit.real");
      game.close();
    }
    // softplus(-l) + (1-t)·l
    assertThat(Math.abs(logit)).isGreaterThan(0.01);
    assertThat(loss[1] - loss[0]).isCloseTo(0.2 * logit, within(1e-6));
  }

  @Test
  void firstScoresAreLn4AndLn2WhereTheDiscriminatorCannotTell() {
    Discriminator d = discriminator();
    try (NoGrad guard = new NoGrad()) {
      d.parameters().values().forEach(p -> p.fillInPlace(0));
    }
    AdversarialGame game = game(
        rules(AdversarialLosses.NON_SATURATING, 1, 1),
        player(generator()),
        player(d, STILL, Player.Constraint.NONE));
    Scores scores = game.play(batch(6), 0);
    assertThat(scores.values().get("loss.discriminator")).isCloseTo(Math.log(4), within(1e-6));
    assertThat(scores.values().get("loss.generator")).isCloseTo(Math.log(2), within(1e-6));
    assertThat(scores.isFinite()).isTrue();
    game.close();
  }

  @Test
  void resumedGameContinuesBitForBit() {
    Generator g = generator();
    Discriminator d = discriminator();
    Player gp = adam(g);
    Player dp = adam(d);
    AdversarialGame game = game(rules(AdversarialLosses.NON_SATURATING, 1, 1), gp, dp);
    game.play(batch(6), 0);
    Generator g2 = generator();
    Discriminator d2 = discriminator();
    g2.loadStateDict(copies(g), "g");
    d2.loadStateDict(copies(d), "d");
    Player gp2 = adam(g2);
    Player dp2 = adam(d2);
    gp2.optimizer().restore(gp.optimizer().state(), "g");
    dp2.optimizer().restore(dp.optimizer().state(), "d");
    AdversarialGame resumed = game(rules(AdversarialLosses.NON_SATURATING, 1, 1), gp2, dp2);
    resumed.streams().get("latents").restore(game.streams().get("latents").state());
    for (int i = 1; i < 4; i++) {
      assertThat(resumed.play(batch(6), i)).isEqualTo(game.play(batch(6), i));
    }
    assertThat(same(copies(g), copies(g2)) && same(copies(d), copies(d2))).isTrue();
    game.close();
    resumed.close();
  }

  private static Player adam(Module network) {
    return new Player(
        network,
        Adam.adam(network.parameters(), 0.5, 0.999, 0),
        0.01,
        Schedule.linear(1, 10),
        Player.Constraint.NONE);
  }

  @Test
  void samplesComeFromTheAverageWhereThereIsOne() {
    Generator g = generator();
    Generator average = generator();
    AdversarialGame game = new AdversarialGame(
        rules(AdversarialLosses.NON_SATURATING, 1, 1),
        player(g),
        player(discriminator()),
        new AdversarialGame.Averaging(average, new Ema(g, average, 0.9)),
        Map.of("latents", new Rng(3)),
        Device.CPU);
    game.play(batch(6), 0);
    Tensor z = new Rng(5).normal(3, LATENT);
    Tensor samples = game.generate(z, labels(3));
    assertThat(samples.sameAs(average.forward(z, labels(3)).detach())).isTrue();
    assertThat(samples.sameAs(g.forward(z, labels(3)).detach())).isFalse();
    assertThat(samples.requiresGradient()).isFalse();
    assertThat(game.averages()).containsOnlyKeys("generator-average");
    game.close();
  }

  @Test
  void samplingNeitherMovesStatisticsNorStreamsNorTheTrainingFlag() {
    Generator g = new Dcgan(1, 8, 2, 2).generator(LATENT, Init.dcgan(new Rng(1)));
    AdversarialGame game = imageGame(g);
    Map<String, Tensor> before = copies(g);
    byte[] stream = game.streams().get("latents").state();
    Tensor one = game.generate(new Rng(5).normal(3, LATENT), labels(3));
    // With running statistics a sample does not hang on its neighbours.
    Tensor alone = game.generate(new Rng(5).normal(3, LATENT).narrow(0, 0, 1), labels(1));
    assertThat(one.narrow(0, 0, 1).minus(alone).abs().max().item()).isLessThan(1e-6);
    assertThat(same(before, copies(g))).isTrue();
    assertThat(game.streams().get("latents").state()).isEqualTo(stream);
    assertThat(g.isTraining()).isTrue();
    game.close();
  }

  private static AdversarialGame imageGame(Generator g) {
    return game(
        rules(AdversarialLosses.NON_SATURATING, 1, 1),
        player(g),
        player(new Dcgan(1, 8, 2, 2).discriminator(1, Init.dcgan(new Rng(2)))));
  }

  @Test
  void severalThreadsMaySampleAtOnce() throws InterruptedException, ExecutionException {
    Generator g = new Dcgan(1, 8, 2, 2).generator(LATENT, Init.dcgan(new Rng(1)));
    AdversarialGame game = imageGame(g);
    Map<String, Tensor> before = copies(g);
    Tensor z = new Rng(5).normal(64, LATENT);
    float[] expected = game.generate(z, labels(64)).toFloats();
    CyclicBarrier start = new CyclicBarrier(4);
    Callable<Boolean> sampling = () -> {
      boolean all = true;
      for (int i = 0; i < 200; i++) {
        start.await();
        try (Scope own = new Scope()) {
          all &= java.util.Arrays.equals(game.generate(z, labels(64)).toFloats(), expected);
        }
      }
      return all;
    };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> result : threads.invokeAll(java.util.Collections.nCopies(4, sampling))) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(same(before, copies(g))).isTrue();
    game.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void batchThatDoesNotShareOutAmongTheStepsIsRefused(int size) {
    AdversarialGame game = game(
        rules(AdversarialLosses.NON_SATURATING, 2, 1),
        player(generator()),
        player(discriminator()));
    assertThatThrownBy(() -> game.play(batch(size), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AdversarialGame.play(batch): expected 2 minibatches of one size, got " + size
            + " samples");
    game.close();
  }

  @Test
  void rulesOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> rules(AdversarialLosses.HINGE, 0, 1))
        .hasMessage("discriminatorSteps must be >= 1, got 0");
    assertThatThrownBy(() -> rules(AdversarialLosses.MINIMAX, 1, 0.5))
        .hasMessage("realTarget must be in (0.5,1], got 0.5");
    assertThatThrownBy(() -> rules(AdversarialLosses.MINIMAX, 1, Double.NaN))
        .hasMessageContaining("got NaN");
    assertThatThrownBy(() -> rules(AdversarialLosses.WASSERSTEIN, 1, 0.9))
        .hasMessage("labelSmoothing: loss wasserstein has no targets to smooth, expected 0");
  }

  @Test
  void closingFreesEveryNetworkAndEveryState() {
    Generator g = generator();
    Discriminator d = discriminator();
    Player gp = adam(g);
    AdversarialGame game = game(rules(AdversarialLosses.NON_SATURATING, 1, 1), gp, player(d));
    List<Tensor> all = new ArrayList<>(g.stateDict().values());
    all.addAll(d.stateDict().values());
    all.addAll(gp.optimizer().state().values());
    game.close();
    // What was made inside a scope is freed with it at the latest.
    scope.close();
    assertThat(all).allMatch(tensor -> tensor.toString().equals("Tensor (closed)"));
  }

  @Test
  void playingAndSamplingLeaveNoLivePointers() {
    Generator g = new Dcgan(1, 8, 2, 2).generator(LATENT, Init.dcgan(new Rng(1)));
    Generator average = new Dcgan(1, 8, 2, 2).generator(LATENT, Init.dcgan(new Rng(1)));
    AdversarialGame game = new AdversarialGame(
        rules(AdversarialLosses.NON_SATURATING, 2, 0.9),
        adam(g),
        adam(new Dcgan(1, 8, 2, 2).discriminator(1, Init.dcgan(new Rng(2)))),
        new AdversarialGame.Averaging(average, new Ema(g, average, 0.9)),
        Map.of("latents", new Rng(3)),
        Device.CPU);
    Batch batch = new Batch(new Rng(4).uniform(-1, 1, 8, 1, 8, 8), labels(8));
    iterate(game, batch, 20); // classes load
    long before = LivePointers.count();
    iterate(game, batch, 300);
    assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    game.close();
  }

  private static void iterate(AdversarialGame game, Batch batch, int iterations) {
    for (int i = 0; i < iterations; i++) {
      try (Scope step = new Scope()) {
        assertThat(game.play(batch, i).isFinite()).isTrue();
        game.generate(Tensor.ones(2, LATENT), labels(2));
      }
    }
  }

  @Test
  void playersAreNamed() {
    AdversarialGame game =
        game(rules(AdversarialLosses.HINGE, 1, 1), player(generator()), player(discriminator()));
    assertThat(game.players().keySet()).containsExactly("generator", "discriminator");
    assertThat(game.averages()).isEmpty();
    assertThat(game.latent().size()).isEqualTo(LATENT);
    assertThat(game.classes()).isEqualTo(1);
    game.close();
  }
}
