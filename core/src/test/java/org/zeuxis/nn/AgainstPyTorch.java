package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.Close.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Layers against those of a fixture ({@code layer} in {@code make_fixtures.py}), in float64. S = Σ
 * c·y² is the scalar, P = ‖∇S‖² the penalty; ∇ is by the input, and by the table where the input is
 * a class. A subclass names the layers in a static method {@code names()}.
 */
abstract class AgainstPyTorch {
  private final Fixture fixture;
  private final Scope scope = new Scope();

  AgainstPyTorch(Fixture fixture) {
    this.fixture = fixture;
  }

  /** A new layer of that name, in training or in use as it was in the fixture. */
  abstract Layer create(String name);

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @MethodSource("names")
  void forwardIsPyTorchs(String name) {
    Layer layer = layer(name);
    assertClose("y", layer.forward(fixture.get(name + "/x")), fixture.get(name + "/y"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsArePyTorchs(String name) {
    Layer layer = layer(name);
    Map<String, Tensor> leaves = new LinkedHashMap<>(layer.parameters());
    Tensor s = s(layer, name, leaves);
    compare(s.gradients(List.copyOf(leaves.values())), leaves, name + "/first/");
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsOfAGradientPenaltyArePyTorchs(String name) {
    Layer layer = layer(name);
    Map<String, Tensor> leaves = new LinkedHashMap<>(layer.parameters());
    Tensor s = s(layer, name, leaves);
    List<Tensor> all = new ArrayList<>(leaves.values());
    Tensor penalty = s.gradientWithRespectTo(all.get(all.size() - 1)).square().sum();
    compare(penalty.gradients(all), leaves, name + "/second/");
  }

  @ParameterizedTest
  @MethodSource("names")
  void buffersMoveAsPyTorchs(String name) {
    Layer layer = layer(name);
    layer.forward(fixture.get(name + "/x"));
    Map<String, Tensor> state = layer.stateDict();
    Map<String, Tensor> expected = fixture.group(name + "/after");
    assertThat(expected).hasSize(state.size() - layer.parameters().size());
    expected.forEach((key, value) -> {
      assertThat(state.get(key).type()).isEqualTo(value.type());
      assertClose(key, state.get(key), value, 1e-6);
    });
  }

  private Layer layer(String name) {
    Layer layer = create(name);
    layer.loadStateDict(fixture.group(name + "/state"), "fixture " + name);
    return layer;
  }

  /** Σ c·y²; the input joins the leaves where it can be differentiated by. */
  private Tensor s(Layer layer, String name, Map<String, Tensor> leaves) {
    Tensor x = fixture.get(name + "/x");
    if (x.type() == DType.FLOAT32) {
      leaves.put("x", x.requireGradient());
    }
    return layer.forward(x).square().times(fixture.get(name + "/c")).sum();
  }

  private void compare(List<Tensor> gradients, Map<String, Tensor> leaves, String prefix) {
    List<String> names = List.copyOf(leaves.keySet());
    for (int i = 0; i < names.size(); i++) {
      String key = prefix + names.get(i);
      assertClose(key, gradients.get(i), fixture.get(key));
    }
  }
}
