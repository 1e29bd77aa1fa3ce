package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.BatchNorm;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Sequential;

class EmaTest {
  private static final Rng SEEDS = new Rng(1);

  private final Scope scope = new Scope();
  private final Layer source = network();
  private final Layer average = network();

  private static Layer network() {
    Init init = Init.pytorch(SEEDS);
    return new Sequential(new Linear(2, 3, true, init), new BatchNorm(3, init));
  }

  @AfterEach
  void free() {
    source.close();
    average.close();
    scope.close();
  }

  @Test
  void averageBeginsAsTheSource() {
    assertThat(new Ema(source, average, 0.5)).isNotNull();
    source.stateDict().forEach((name, value) -> assertThat(
            average.stateDict().get(name).sameAs(value))
        .isTrue());
  }

  @Test
  void averageOfAJumpApproachesItGeometrically() {
    setWeights(1);
    Ema ema = new Ema(source, average, 0.9);
    setWeights(3);
    for (int n = 1; n <= 20; n++) {
      ema.update();
      // 3 - (3-1)·βⁿ
      assertThat(average.parameters().get("0.weight").min().item())
          .isCloseTo(3 - 2 * Math.pow(0.9, n), within(1e-5));
    }
  }

  @Test
  void buffersAreCopied() {
    Ema ema = new Ema(source, average, 0.9);
    source.forward(Tensor.of(new float[] {1, 2, 3, 4, 5, 7}, 3, 2));
    ema.update();
    for (String name : new String[] {"1.running_mean", "1.running_var", "1.num_batches_tracked"}) {
      assertThat(average.stateDict().get(name).sameAs(source.stateDict().get(name)))
          .as(name)
          .isTrue();
    }
    assertThat(average.stateDict().get("1.num_batches_tracked").item()).isEqualTo(1);
  }

  @Test
  void sourceIsNotTouched() {
    Ema ema = new Ema(source, average, 0.9);
    setWeights(2);
    ema.update();
    assertThat(source.parameters().get("0.weight").toFloats()).containsOnly(2);
  }

  @Test
  void betaOfZeroFollowsAtOnce() {
    Ema ema = new Ema(source, average, 0);
    setWeights(2);
    ema.update();
    assertThat(average.parameters().get("0.weight").toFloats()).containsOnly(2);
  }

  @Test
  void rampUpIsAHalfLifeThatGrowsWithTheIterations() {
    setWeights(1);
    Ema ema = new Ema(source, average, Math.pow(0.5, 1.0 / 3), 0.5);
    setWeights(0);
    // Half-lives of 0.5, 1, 1.5, 2, 2.5 iterations, then of beta's 3.
    double expected = 1;
    for (int iteration = 0; iteration < 12; iteration++) {
      ema.update(iteration);
      expected *= Math.pow(0.5, 1 / Math.min(3, 0.5 * (iteration + 1)));
      assertThat(average.parameters().get("0.weight").toFloats())
          .as("after iteration %d", iteration)
          .containsOnly(new float[] {(float) expected}, within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9, 0.999})
  void withoutARampUpItIsBitForBitTheAverageThatItWas(double beta) {
    Ema ema = new Ema(source, average, beta, 0);
    try (Layer other = network()) {
      Ema plain = new Ema(source, other, beta);
      setWeights(1.0 / 3);
      ema.update(0);
      plain.update();
      assertThat(average.parameters().get("0.weight").sameAs(other.parameters().get("0.weight")))
          .isTrue();
    }
  }

  @Test
  void betaIsKeptToTheLastBitOnceItsHalfLifeIsReached() {
    double beta = 0.999;
    Ema ema = new Ema(source, average, beta, 0.05);
    long reached = (long) Math.ceil(-Math.log(2) / Math.log(beta) / 0.05);
    assertThat(ema.beta(reached)).isEqualTo(beta);
    assertThat(ema.beta(reached - 2)).isLessThan(beta);
    assertThat(new Ema(source, average, 0, 0.05).beta(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN})
  void negativeRampUpIsRefused(double rampup) {
    assertThatThrownBy(() -> new Ema(source, average, 0.5, rampup))
        .hasMessage("ema rampup must be >= 0, got " + rampup);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void betaOutsideItsRangeIsRefused(double beta) {
    assertThatThrownBy(() -> new Ema(source, average, beta))
        .hasMessage("ema beta must be in [0,1), got " + beta);
  }

  @Test
  void networkOfAnotherArchitectureIsRefused() {
    try (Layer other = new Linear(2, 3, true, Init.pytorch(new Rng(1)))) {
      assertThatThrownBy(() -> new Ema(source, other, 0.5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("moving average: weights of another architecture");
    }
  }

  private void setWeights(double value) {
    try (NoGrad guard = new NoGrad()) {
      source.parameters().get("0.weight").fillInPlace(value);
    }
  }
}
