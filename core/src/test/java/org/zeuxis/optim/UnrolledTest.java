package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The values of unrolled steps and the gradients through them: SGD's against closed forms, Adam's
 * against PyTorch's automatic differentiation ({@code make_optimizer_stability_fixtures.py}).
 */
class UnrolledTest {
  private static final Fixture FIXTURE = Fixture.load("optimizer_stability");
  private static final double RATE = 0.05;

  private static final Map<String, Function<Map<String, Tensor>, Optimizer>> OPTIMIZERS = Map.of(
      "sgd", p -> new Sgd(p, 0, 0.1),
      "sgd_momentum", p -> new Sgd(p, 0.9, 0),
      "adam", p -> Adam.adam(p, 0.5, 0.9, 0),
      "adam_decay", p -> Adam.adam(p, 0.5, 0.9, 0.1),
      "adamw", p -> Adam.adamW(p, 0.5, 0.9, 0.1));

  private final Scope scope = new Scope();
  private final Tensor x = FIXTURE.get("unrolled/x");
  private final Tensor u = FIXTURE.get("unrolled/u").requireGradient();

  static Stream<String> names() {
    return OPTIMIZERS.keySet().stream();
  }

  @AfterEach
  void free() {
    scope.close();
  }

  /** D's a and b, and c, which never has a gradient other than 0. */
  private static Map<String, Tensor> network() {
    Map<String, Tensor> network = new LinkedHashMap<>();
    network.put("a", FIXTURE.get("unrolled/a").requireGradient());
    network.put("b", FIXTURE.get("unrolled/b").requireGradient());
    network.put("c", Tensor.zeros(2).requireGradient());
    return network;
  }

  private Tensor loss(List<Tensor> p) {
    Tensor logits = x.times(u).matmul(p.get(0)).plus(p.get(1));
    Tensor dead = p.get(2).times(u.times(0).sum()).sum();
    Tensor squares = p.get(0).square().sum().plus(p.get(1).square().sum());
    return logits.softplus().mean().plus(squares.times(0.1)).plus(dead);
  }

  private void realSteps(Optimizer optimizer, int count) {
    for (int i = 0; i < count; i++) {
      List<Tensor> parameters = optimizer.parameters();
      optimizer.step(loss(parameters).gradients(parameters), RATE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adam_decay", "adamw"})
  void lookingAheadAfterRealStepsIsPyTorchsGradientIncluded(String name) {
    try (Optimizer optimizer = OPTIMIZERS.get(name).apply(network())) {
      realSteps(optimizer, 3);
      Unrolled unrolled = optimizer.unroll();
      List<Tensor> ahead = optimizer.parameters();
      for (int k = 1; k <= 3; k++) {
        ahead = unrolled.next(ahead, loss(ahead).gradients(ahead, true), RATE);
        Tensor after = loss(ahead).neg();
        String prefix = "unrolled/" + name + "/" + k + "/";
        assertClose(prefix + "a", ahead.get(0), FIXTURE.get(prefix + "a"));
        assertClose(prefix + "b", ahead.get(1), FIXTURE.get(prefix + "b"));
        assertClose(prefix + "loss", after, FIXTURE.get(prefix + "loss"));
        Tensor gradient = after.gradients(List.of(u), true).get(0);
        assertClose(prefix + "u", gradient, FIXTURE.get(prefix + "u"), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void unrolledStepsEndWhereRealOnesDo(String name) {
    try (Optimizer optimizer = OPTIMIZERS.get(name).apply(network())) {
      realSteps(optimizer, 2);
      Unrolled unrolled = optimizer.unroll();
      List<Tensor> ahead = optimizer.parameters();
      for (int k = 0; k < 3; k++) {
        ahead = unrolled.next(ahead, loss(ahead).gradients(ahead), RATE);
      }
      realSteps(optimizer, 3);
      for (int i = 0; i < ahead.size(); i++) {
        assertClose(name, ahead.get(i), optimizer.parameters().get(i), 1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void parametersAndStateStayAsTheyAre(String name) {
    Map<String, Tensor> network = network();
    try (Optimizer optimizer = OPTIMIZERS.get(name).apply(network)) {
      realSteps(optimizer, 1);
      Map<String, Tensor> before = new LinkedHashMap<>(network);
      before.putAll(optimizer.state());
      before.replaceAll((key, value) -> value.detach().copy());
      List<Tensor> parameters = optimizer.parameters();
      Unrolled unrolled = optimizer.unroll();
      List<Tensor> gradients = loss(parameters).gradients(parameters);
      unrolled.next(unrolled.next(parameters, gradients, RATE), gradients, RATE);
      Map<String, Tensor> after = new LinkedHashMap<>(network);
      after.putAll(optimizer.state());
      before.forEach((key, value) ->
          assertThat(after.get(key).detach().sameAs(value)).as(key).isTrue());
    }
  }

  /**
   * D's loss is c/2·(w-u)², so a step goes to w' = w - ηc(w-u), and G's loss w'²/2 has the gradient
   * w'·ηc by u.
   */
  @Test
  void gradientThroughAStepOfGradientDescentIsItsClosedForm() {
    double eta = 0.1;
    Tensor w = Tensor.full(2, 1).requireGradient();
    Tensor generator = Tensor.full(-1, 1).requireGradient();
    try (Optimizer optimizer = new Sgd(Map.of("w", w), 0, 0)) {
      Tensor loss = w.minus(generator).square().times(1.5).sum();
      List<Tensor> gradients = loss.gradients(List.of(w), true);
      Tensor ahead = optimizer.unroll().next(List.of(w), gradients, eta).get(0);
      assertThat(ahead.item()).isCloseTo(2 - 0.3 * 3, within(1e-6));
      Tensor byGenerator =
          ahead.square().times(0.5).sum().gradients(List.of(generator)).get(0);
      assertThat(byGenerator.item()).isCloseTo(1.1 * 0.3, within(1e-6));
    }
  }

  /**
   * With momentum μ and velocity v from real steps: v₁ = μv + w-u, w₁ = w - ηv₁, v₂ = μv₁ + w₁-u,
   * w₂ = w₁ - ηv₂; by u: ∂v₁ = -1, ∂w₁ = η, ∂v₂ = -μ + η - 1, ∂w₂ = η - η∂v₂.
   */
  @Test
  void gradientThroughTwoStepsWithMomentumIsItsClosedForm() {
    double eta = 0.1;
    double mu = 0.9;
    Tensor w = Tensor.full(2, 1).requireGradient();
    Tensor generator = Tensor.full(-1, 1).requireGradient();
    try (Optimizer optimizer = new Sgd(Map.of("w", w), mu, 0)) {
      optimizer.step(List.of(Tensor.full(0.5, 1)), eta); // v = 0.5, w = 1.95
      Unrolled unrolled = optimizer.unroll();
      List<Tensor> ahead = List.of(w);
      for (int k = 0; k < 2; k++) {
        Tensor loss = ahead.get(0).minus(generator).square().times(0.5).sum();
        ahead = unrolled.next(ahead, loss.gradients(ahead, true), eta);
      }
      double v1 = mu * 0.5 + 1.95 + 1;
      double w1 = 1.95 - eta * v1;
      double w2 = w1 - eta * (mu * v1 + w1 + 1);
      assertThat(ahead.get(0).item()).isCloseTo(w2, within(1e-6));
      assertThat(ahead.get(0).sum().gradients(List.of(generator)).get(0).item())
          .isCloseTo(eta - eta * (-mu + eta - 1), within(1e-6));
    }
  }

  /** Adam's first step is g/(|g|+ε), whose derivative at g = 0 is 1/ε. */
  @Test
  void derivativeOfAdamsStepAtAGradientOfZeroIsOneOverEpsilon() {
    Tensor w = Tensor.zeros(1).requireGradient();
    Tensor gradient = Tensor.zeros(1).requireGradient();
    try (Optimizer optimizer = Adam.adam(Map.of("w", w), 0.5, 0.9, 0)) {
      Tensor ahead = optimizer.unroll().next(List.of(w), List.of(gradient), 1).get(0);
      assertThat(ahead.item()).isZero();
      double slope = ahead.sum().gradients(List.of(gradient)).get(0).item();
      assertThat(slope * Adam.EPSILON).isCloseTo(-1, within(1e-6));
    }
  }

  @Test
  void optimizersWithoutUnrolledStepsSaySo() {
    try (Optimizer optimizer = new RmsProp(Map.of(), 0.9, 0)) {
      assertThatThrownBy(optimizer::unroll)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("unrolled steps: expected optimizer adam or sgd, got RmsProp");
    }
    try (Optimizer optimizer = new ExtraAdam(Map.of(), 0.9, 0.9, 0)) {
      assertThatThrownBy(optimizer::unroll).hasMessageEndingWith("got ExtraAdam");
    }
  }

  @Test
  void stepWithTooFewTensorsIsRefused() {
    Tensor w = Tensor.ones(1);
    try (Optimizer optimizer = new Sgd(Map.of("w", w), 0, 0)) {
      Unrolled unrolled = optimizer.unroll();
      assertThatThrownBy(() -> unrolled.next(List.of(w), List.of(), 1))
          .hasMessage("next(gradients): expected 1, got 0");
      assertThatThrownBy(() -> unrolled.next(List.of(w, w), List.of(w), 1))
          .hasMessage("next(parameters): expected 1, got 2");
    }
  }
}
