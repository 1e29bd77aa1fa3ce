package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.zeuxis.Close.assertAllClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Steps on stored gradients against torch.optim ({@code make_fixtures.py}) or, where that has no
 * such optimizer, the paper's algorithm ({@code make_optimizer_stability_fixtures.py}); resuming.
 */
class OptimizersAgainstPyTorchTest {
  private static final Fixture FIXTURE = Fixture.load("optimizers");
  private static final Fixture OF_GAMES = Fixture.load("optimizer_stability");
  private static final int STEPS = 5;

  /** Five float32 updates of values near 1: 5·2⁻²³, doubled. */
  private static final double RELATIVE = 1e-6;

  private record Case(double learningRate, Function<Map<String, Tensor>, Optimizer> make) {}

  /** Optimizers that torch.optim has not. */
  private static final Map<String, Case> CASES_OF_GAMES = new LinkedHashMap<>();

  private static final Map<String, Case> CASES = new LinkedHashMap<>();

  static {
    CASES.put("sgd", new Case(0.1, p -> new Sgd(p, 0, 0)));
    CASES.put("sgd_momentum", new Case(0.1, p -> new Sgd(p, 0.9, 0)));
    CASES.put("sgd_momentum_decay", new Case(0.1, p -> new Sgd(p, 0.9, 0.01)));
    CASES.put("adam", new Case(2e-4, p -> Adam.adam(p, 0.5, 0.999, 0)));
    CASES.put("adam_decay", new Case(0.01, p -> Adam.adam(p, 0.9, 0.99, 0.1)));
    CASES.put("adamw", new Case(0.01, p -> Adam.adamW(p, 0.9, 0.99, 0.1)));
    CASES.put("rmsprop", new Case(0.01, p -> new RmsProp(p, 0.99, 0)));
    CASES.put("rmsprop_momentum", new Case(0.01, p -> new RmsProp(p, 0.9, 0.8)));
    CASES_OF_GAMES.put("optimistic_adam", new Case(2e-4, p -> new OptimisticAdam(p, 0.5, 0.9, 0)));
    CASES_OF_GAMES.put(
        "optimistic_adam_decay", new Case(0.01, p -> new OptimisticAdam(p, 0.9, 0.99, 0.1)));
    CASES_OF_GAMES.put("extra_adam", new Case(5e-4, p -> new ExtraAdam(p, 0.5, 0.9, 0)));
    CASES_OF_GAMES.put("extra_adam_decay", new Case(0.01, p -> new ExtraAdam(p, 0.9, 0.99, 0.1)));
    CASES.putAll(CASES_OF_GAMES);
  }

  private final Scope scope = new Scope();

  static Stream<String> names() {
    return CASES.keySet().stream();
  }

  static Stream<String> namesInPyTorch() {
    return names().filter(name -> !CASES_OF_GAMES.containsKey(name));
  }

  static Stream<Arguments> namesOfGames() {
    return CASES_OF_GAMES.keySet().stream()
        .flatMap(name -> Stream.of(5, 6).map(steps -> Arguments.of(name, steps)));
  }

  static Stream<Arguments> namesAndInterruptions() {
    return names().flatMap(name -> Stream.of(2, 3).map(after -> Arguments.of(name, after)));
  }

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @MethodSource("namesInPyTorch")
  void fiveStepsEndWherePyTorchsDo(String name) {
    Map<String, Tensor> parameters = start();
    try (Optimizer optimizer = CASES.get(name).make().apply(parameters)) {
      steps(name, optimizer, 0, STEPS);
    }
    assertAllClose(name, parameters, FIXTURE.group(name), RELATIVE);
  }

  @ParameterizedTest
  @MethodSource("namesOfGames")
  void stepsOfGamesEndWhereThePapersAlgorithmsDo(String name, int count) {
    Map<String, Tensor> parameters = OF_GAMES.group("start");
    try (Optimizer optimizer = CASES.get(name).make().apply(parameters)) {
      for (int i = 0; i < count; i++) {
        List<Tensor> gradients = List.copyOf(OF_GAMES.group("gradient/" + i).values());
        optimizer.step(gradients, CASES.get(name).learningRate());
      }
    }
    assertAllClose(name, parameters, OF_GAMES.group(name + "/" + count), RELATIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adam_decay", "adamw"})
  void adamIsBitEqualToPyTorchsFusedOne(String name) {
    assumeTrue(
        Engine.cpuCapability().equals(FIXTURE.cpuCapability()),
        "other vector instructions round otherwise");
    Map<String, Tensor> parameters = start();
    try (Optimizer optimizer = CASES.get(name).make().apply(parameters)) {
      steps(name, optimizer, 0, STEPS);
    }
    FIXTURE.group(name).forEach((key, value) -> assertThat(parameters.get(key).sameAs(value))
        .as(key)
        .isTrue());
  }

  @ParameterizedTest
  @MethodSource("namesAndInterruptions")
  void restoredStateContinuesBitForBit(String name, int after) {
    Map<String, Tensor> through = start();
    Map<String, Tensor> resumed = start();
    Case optimizer = CASES.get(name);
    Map<String, Tensor> saved = new LinkedHashMap<>();
    try (Optimizer first = optimizer.make().apply(resumed)) {
      steps(name, first, 0, after);
      first.state().forEach((key, value) -> saved.put(key, value.copy()));
    }
    try (Optimizer whole = optimizer.make().apply(through);
        Optimizer second = optimizer.make().apply(resumed)) {
      steps(name, whole, 0, STEPS);
      second.restore(saved, "state");
      steps(name, second, after, STEPS);
      through.forEach((key, value) -> assertThat(value.sameAs(resumed.get(key))).isTrue());
      whole
          .state()
          .forEach((key, value) ->
              assertThat(value.sameAs(second.state().get(key))).as(key).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsInAnotherLayoutGiveTheSameStep(String name) {
    Map<String, Tensor> rowByRow = start();
    Map<String, Tensor> transposed = start();
    try (Optimizer one = CASES.get(name).make().apply(rowByRow);
        Optimizer other = CASES.get(name).make().apply(transposed)) {
      List<Tensor> gradients = gradients(0);
      one.step(gradients, 0.1);
      Tensor columnByColumn = gradients.get(0).transpose(0, 1).contiguous().transpose(0, 1);
      other.step(List.of(columnByColumn, gradients.get(1)), 0.1);
    }
    rowByRow.forEach(
        (key, value) -> assertThat(value.sameAs(transposed.get(key))).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sgd_momentum", "adam", "rmsprop_momentum", "optimistic_adam", "extra_adam"})
  void stateOfOtherNamesIsRefused(String name) {
    try (Optimizer optimizer = CASES.get(name).make().apply(start())) {
      Map<String, Tensor> wrong = new LinkedHashMap<>(optimizer.state());
      wrong.put("c.other", Tensor.zeros(1));
      assertThatThrownBy(() -> optimizer.restore(wrong, "optimizers.safetensors"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("optimizers.safetensors: expected the state of ")
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sgd_momentum", "adam", "rmsprop_momentum", "optimistic_adam", "extra_adam"})
  void stateOfAnotherShapeIsRefusedAndNothingOverwritten(String name) {
    try (Optimizer optimizer = CASES.get(name).make().apply(start())) {
      steps(name, optimizer, 0, 1);
      Map<String, Tensor> before = new LinkedHashMap<>();
      Map<String, Tensor> wrong = new LinkedHashMap<>();
      optimizer.state().forEach((key, value) -> {
        before.put(key, value.copy());
        wrong.put(key, value.dimensions() == 1 ? Tensor.ones(1) : value.onesLike());
      });
      assertThatThrownBy(() -> optimizer.restore(wrong, "optimizers.safetensors"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("has shape [1], expected [5]");
      optimizer.state().forEach((key, value) -> assertThat(value.sameAs(before.get(key)))
          .as(key)
          .isTrue());
    }
  }

  @Test
  void stateIsListedSlotBySlotInTheOrderOfTheParameters() {
    try (Optimizer optimizer = CASES.get("adam").make().apply(start())) {
      assertThat(optimizer.state().keySet())
          .containsExactly(
              "a.exp_avg", "b.exp_avg", "a.exp_avg_sq", "b.exp_avg_sq", "a.step", "b.step");
    }
  }

  private static Map<String, Tensor> start() {
    Map<String, Tensor> parameters = FIXTURE.group("start");
    parameters.values().forEach(Tensor::requireGradient);
    return parameters;
  }

  private static List<Tensor> gradients(int step) {
    return List.copyOf(FIXTURE.group("gradient/" + step).values());
  }

  private static void steps(String name, Optimizer optimizer, int from, int to) {
    for (int i = from; i < to; i++) {
      optimizer.step(gradients(i), CASES.get(name).learningRate());
    }
  }
}
