package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Linear;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

class PlayerTest {
  private final Scope scope = new Scope();
  private final Linear network = new Linear(1, 1, false, Init.pytorch(new Rng(1)));
  private final Tensor w = network.parameters().get("weight");

  @AfterEach
  void free() {
    network.close();
    scope.close();
  }

  private Player player(double learningRate, Schedule schedule, Player.Constraint constraint) {
    return new Player(
        network, new Sgd(network.parameters(), 0, 0), learningRate, schedule, constraint);
  }

  @Test
  void descendingGoesDownTheGradientByTheScheduledRate() {
    Player player = player(0.5, Schedule.linear(0, 4), Player.Constraint.NONE);
    set(1);
    player.descend(w.square().sum(), 3); // w - lr·factor·2w = 1 - 0.5·0.25·2
    assertThat(w.item()).isCloseTo(0.75, within(1e-7));
  }

  @Test
  void gradientsOfTheNetworkTheLossWentThroughAreNotComputed() {
    // Those of this one would take 2⁴⁷ bytes; it is one number, seen 2⁴⁵ times.
    Tensor other = Tensor.scalar(2).expand(1L << 45).detach().requireGradient();
    Player player = player(0.5, Schedule.CONSTANT, Player.Constraint.NONE);
    set(1);
    player.descend(w.times(other.narrow(0, 0, 1)).sum(), 0);
    assertThat(w.item()).isZero(); // 1 - 0.5·2
  }

  @Test
  void scheduleAtZeroStandsStill() {
    Player player = player(0.5, Schedule.linear(0, 4), Player.Constraint.NONE);
    set(1);
    player.descend(w.square().sum(), 4);
    assertThat(w.item()).isEqualTo(1);
  }

  @Test
  void constraintHoldsAfterTheUpdateAndWeightsKeepLearning() {
    Player player = player(10, Schedule.CONSTANT, Player.Constraint.clip(0.01));
    set(1);
    player.descend(w.sum(), 0);
    assertThat(w.item()).isEqualTo(-0.01f);
    assertThat(w.requiresGradient()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void learningRateMustBePositive(double rate) {
    assertThatThrownBy(() -> player(rate, Schedule.CONSTANT, Player.Constraint.NONE))
        .hasMessage("learningRate must be > 0, got " + rate);
  }

  @Test
  void latentsFollowTheirDistribution() {
    Tensor normal = new Latent(50, Latent.Distribution.NORMAL).sample(new Rng(1), 400);
    assertThat(normal.shape()).containsExactly(400, 50);
    assertThat(normal.std().item()).isCloseTo(1, within(5 / Math.sqrt(2 * 20_000.0)));
    Tensor uniform = new Latent(50, Latent.Distribution.UNIFORM).sample(new Rng(1), 400);
    assertThat(uniform.min().item()).isBetween(-1.0, -0.99);
    assertThat(uniform.max().item()).isBetween(0.99, 1.0);
    assertThatThrownBy(() -> new Latent(0, Latent.Distribution.NORMAL))
        .hasMessage("latent.size: expected >= 1, got 0");
  }

  @Test
  void scoresWithNaNAreNotFinite() {
    assertThat(new Scores(Map.of("a", 1.0, "b", Double.NaN)).isFinite()).isFalse();
    assertThat(new Scores(Map.of("a", Double.NEGATIVE_INFINITY)).isFinite()).isFalse();
    assertThat(new Scores(Map.of("a", 1.0)).isFinite()).isTrue();
  }

  private void set(double value) {
    try (NoGrad guard = new NoGrad()) {
      w.fillInPlace(value);
    }
  }
}
