package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.TaskNetwork;

@ExtendWith(OneThread.class)
class FeatureAdaptationTest {
  private static final String[] PLAIN_STEPS = {
    "generator.momentum=0",
    "discriminator.momentum=0",
    "generator.learningRate=0.5",
    "discriminator.learningRate=0.25"
  };

  private final Scope scope = new Scope();
  private final List<Game> games = new ArrayList<>();

  @AfterEach
  void free() {
    games.forEach(Game::close);
    scope.close();
  }

  private FeatureAdaptation game(String recipe, String... more) {
    List<String> settings = new ArrayList<>(List.of(PLAIN_STEPS));
    settings.addAll(List.of(more));
    Game game = TwoDomains.game(recipe, settings.toArray(String[]::new));
    games.add(game);
    return (FeatureAdaptation) game;
  }

  private static TaskNetwork task(Game game) {
    return (TaskNetwork) game.players().get("task").network();
  }

  private static Discriminator judge(Game game) {
    return (Discriminator) game.players().get("discriminator").network();
  }

  private static Tensor classes(Game game, Batch batch) {
    return Functional.crossEntropy(
        task(game).forward(batch.source().real()), batch.source().labels());
  }

  /** Equation 9's L_d: the target is real. */
  private static Tensor domains(Game game, Batch batch) {
    Tensor onTarget = judge(game).forward(task(game).features(batch.real()), null);
    Tensor onSource = judge(game).forward(task(game).features(batch.source().real()), null);
    return onTarget.neg().softplus().mean().plus(onSource.softplus().mean());
  }

  @Test
  void lambdaRisesAsInThePaper() {
    FeatureAdaptation.Rules rules = new FeatureAdaptation.Rules(1, 200, List.of("a", "b"));
    assertThat(rules.lambda(0)).isZero();
    assertThat(rules.lambda(20)).isCloseTo(Math.tanh(0.5), within(1e-12)); // 2σ(x) - 1 = tanh(x/2)
    assertThat(rules.lambda(100)).isCloseTo(Math.tanh(2.5), within(1e-12));
    assertThat(rules.lambda(200)).isCloseTo(Math.tanh(5), within(1e-12));
    assertThat(rules.lambda(100_000)).isEqualTo(rules.lambda(200));
    assertThat(new FeatureAdaptation.Rules(0.3, 200, List.of()).lambda(100))
        .isCloseTo(0.3 * Math.tanh(2.5), within(1e-12));
    assertThat(new FeatureAdaptation.Rules(1, 0, List.of()).lambda(0))
        .isCloseTo(Math.tanh(5), within(1e-12));
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new FeatureAdaptation.Rules(Double.NaN, 1, List.of()))
        .hasMessage("weight and rise must be >= 0, got NaN, 1");
    assertThatThrownBy(() -> new FeatureAdaptation.Rules(1, -1, List.of()))
        .hasMessageContaining("got 1.0, -1");
  }

  /** θ_task - μ(∂L_y - λ∂L_d), θ_d - μ∂L_d, from the same weights. */
  @Test
  void gradientsOfTheDomainAreReversedOnTheirWayToTheFeatures() {
    FeatureAdaptation game = game("dann", "translation.reversalSteps=10");
    Game before = game("dann");
    Batch batch = TwoDomains.batch(5, 0, 0, 0, 0);
    game.play(batch, 3);
    double lambda = Math.tanh(1.5);
    Tensor ofClasses = classes(before, batch).minus(domains(before, batch).times(lambda));
    assertMoved(before, game, "task", ofClasses, 0.5);
    assertMoved(before, game, "discriminator", domains(before, batch), 0.25);
  }

  private static void assertMoved(
      Game before, Game after, String player, Tensor loss, double rate) {
    Map<String, Tensor> from = before.players().get(player).network().parameters();
    List<Tensor> gradients = loss.gradients(List.copyOf(from.values()));
    int i = 0;
    for (Map.Entry<String, Tensor> entry : from.entrySet()) {
      Tensor expected = entry.getValue().detach().minus(gradients.get(i++).times(rate));
      Tensor got = after.players().get(player).network().parameters().get(entry.getKey());
      assertThat(got.detach().minus(expected).abs().max().item())
          .as(player + " " + entry.getKey())
          .isLessThan(1e-6);
    }
  }

  /** A step of the features alone, against a judge that stays, makes its loss larger. */
  @Test
  void featuresFoolTheJudge() {
    FeatureAdaptation game = game(
        "dann",
        "game.adversarialWeight=100", // so that classes hardly count
        "generator.learningRate=1e-4",
        "discriminator.learningRate=1e-30");
    Batch batch = TwoDomains.batch(6, 0, 0, 0, 0);
    double first = domains(game, batch).item();
    game.play(batch, 10_000);
    assertThat(domains(game, batch).item()).isGreaterThan(first);
  }

  @Test
  void lossesAreTold() {
    FeatureAdaptation game = game("dann", "translation.reversalSteps=0");
    Batch batch = TwoDomains.batch(7, 0, 0, 0, 0);
    double classes = classes(game, batch).item();
    double domains = domains(game, batch).item();
    Map<String, Double> scores = game.play(batch, 0).values();
    assertThat(scores.get("loss.task")).isCloseTo(classes, within(1e-6));
    assertThat(scores.get("loss.discriminator")).isCloseTo(domains, within(1e-6));
    assertThat(scores.get("lambda")).isCloseTo(Math.tanh(5), within(1e-12));
  }

  @Test
  void sourceAloneLearnsNothingOfTheTarget() {
    FeatureAdaptation one = game("source-only");
    FeatureAdaptation other = game("source-only");
    Batch batch = TwoDomains.batch(8, 0, 0, 0, 0);
    one.play(batch, 5);
    other.play(new Batch(TwoDomains.images(new Rng(99)), batch.labels(), batch.source()), 5);
    Map<String, float[]> weights = TwoDomains.weights(one);
    TwoDomains.weights(other).forEach((name, values) -> {
      if (name.startsWith("task.")) {
        assertThat(values).as(name).containsExactly(weights.get(name));
      }
    });
    assertThat(TwoDomains.weights(other).get("discriminator.main.0.weight"))
        .isNotEqualTo(weights.get("discriminator.main.0.weight"));
  }

  @Test
  void labelsOfTheTargetAreNotLookedAt() {
    FeatureAdaptation one = game("dann", "translation.reversalSteps=0");
    FeatureAdaptation other = game("dann", "translation.reversalSteps=0");
    one.play(TwoDomains.batch(9, 0, 0, 0, 0), 0);
    other.play(TwoDomains.batch(9, 2, 1, 0, 1), 0);
    Map<String, float[]> weights = TwoDomains.weights(one);
    TwoDomains.weights(other)
        .forEach((name, values) -> assertThat(values).as(name).containsExactly(weights.get(name)));
  }

  @Test
  void beingLookedAtLeavesNoTrace() {
    FeatureAdaptation game = game("dann");
    Map<String, float[]> before = TwoDomains.weights(game);
    Batch batch = TwoDomains.batch(10, 0, 0, 0, 0);
    Map<String, Double> values = game.inspect(batch, new Rng(1));
    assertThat(values)
        .containsKeys("logit.real", "accuracy.fake", "gradient.task", "gradient.discriminator")
        .doesNotContainKey("diversity");
    assertThat(game.judge(batch).shape()).containsExactly(TwoDomains.COUNT);
    TwoDomains.weights(game)
        .forEach((name, values2) -> assertThat(values2).containsExactly(before.get(name)));
  }

  @Test
  void classesAreToldWithTheAveragedWeights() {
    FeatureAdaptation game = game("dann", "training.ema=0.9");
    game.play(TwoDomains.batch(11, 0, 0, 0, 0), 0);
    Tensor images = new Rng(12).uniform(-1, 1, 20, 1, TwoDomains.SIDE, TwoDomains.SIDE);
    TaskNetwork average = (TaskNetwork) game.averages().get("task-average");
    assertThat(game.classNames()).isEqualTo(TwoDomains.CLASSES);
    assertThat(game.classify(images).toFloats())
        .containsExactly(average.forward(images).detach().toFloats(), within(1e-6f));
    assertThat(game.classify(images).requiresGradient()).isFalse();
    assertThat(game.classify(images)
            .minus(task(game).forward(images).detach())
            .abs()
            .max()
            .item())
        .isGreaterThan(1e-4);
  }

  @Test
  void theJudgeMayBeKeptSmooth() {
    FeatureAdaptation game = game("dann", "discriminator.penalties=r1:1", "game.instanceNoise=0.1");
    assertThat(game.play(TwoDomains.batch(13, 0, 0, 0, 0), 0).values())
        .containsKey("penalty.discriminator.r1");
  }
}
