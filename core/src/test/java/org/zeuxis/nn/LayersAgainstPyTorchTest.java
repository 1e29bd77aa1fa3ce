package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.Close.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Every layer against PyTorch's in float64 ({@code make_fixtures.py}), with PyTorch's weights under
 * PyTorch's names. S = Σ c·y² is the scalar, P = ‖∇S‖² the penalty; ∇ is by the input, and by the
 * table where the input is a class.
 */
class LayersAgainstPyTorchTest {
  private static final Fixture FIXTURE = Fixture.load("layers");
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final Map<String, Supplier<Layer>> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("linear", () -> new Linear(5, 3, true, INIT));
    LAYERS.put("linear_without_bias", () -> new Linear(5, 3, false, INIT));
    LAYERS.put("conv_window_3", () -> new Conv2d(3, 4, 3, 2, 1, true, INIT));
    LAYERS.put("conv_window_4_without_bias", () -> new Conv2d(3, 4, 4, 2, 1, false, INIT));
    LAYERS.put("conv_transpose_window_3", () -> new ConvTranspose2d(3, 2, 3, 2, 1, true, INIT));
    LAYERS.put("conv_transpose_window_4", () -> new ConvTranspose2d(3, 2, 4, 2, 1, true, INIT));
    LAYERS.put(
        "conv_transpose_without_bias", () -> new ConvTranspose2d(3, 2, 4, 1, 0, false, INIT));
    LAYERS.put("batch_norm_points", () -> new BatchNorm(3, INIT));
    LAYERS.put("batch_norm_images", () -> new BatchNorm(3, INIT));
    LAYERS.put("batch_norm_in_use", () -> new BatchNorm(3, INIT));
    LAYERS.put("layer_norm", () -> new LayerNorm(INIT, 6));
    LAYERS.put("layer_norm_of_images", () -> new LayerNorm(INIT, 3, 4, 4));
    LAYERS.put("instance_norm", () -> new InstanceNorm(3, INIT));
    LAYERS.put("group_norm", () -> new GroupNorm(2, 4, INIT));
    LAYERS.put("relu", Activation::relu);
    LAYERS.put("leaky_relu", () -> Activation.leakyRelu(0.2));
    LAYERS.put("tanh", Activation::tanh);
    LAYERS.put("sigmoid", Activation::sigmoid);
    LAYERS.put("softplus", Activation::softplus);
    LAYERS.put("maxout", () -> new Maxout(5, 3, 4, INIT));
    LAYERS.put("embedding", () -> new Embedding(6, 3, INIT));
    LAYERS.put("flatten", Flatten::new);
    LAYERS.put("reshape", () -> new Reshape(3, 2, 2));
    LAYERS.put("upsample_nearest", () -> new Upsample(2, Upsample.Mode.NEAREST));
    LAYERS.put("upsample_bilinear", () -> new Upsample(2, Upsample.Mode.BILINEAR));
    LAYERS.put(
        "sequence",
        () -> new Sequential(
            new Conv2d(3, 4, 4, 2, 1, false, INIT),
            new BatchNorm(4, INIT),
            Activation.leakyRelu(0.2),
            new Sequential(new Flatten(), new Linear(36, 2, true, INIT))));
  }

  private final Scope scope = new Scope();

  static Stream<String> names() {
    return LAYERS.keySet().stream();
  }

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @MethodSource("names")
  void forwardIsPyTorchs(String name) {
    Layer layer = layer(name);
    assertClose("y", layer.forward(FIXTURE.get(name + "/x")), FIXTURE.get(name + "/y"));
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
  void runningStatisticsMoveAsPyTorchs(String name) {
    Layer layer = layer(name);
    layer.forward(FIXTURE.get(name + "/x"));
    Map<String, Tensor> state = layer.stateDict();
    Map<String, Tensor> expected = FIXTURE.group(name + "/after");
    assertThat(expected).hasSize(state.size() - layer.parameters().size());
    expected.forEach((key, value) -> {
      assertThat(state.get(key).type()).isEqualTo(value.type());
      assertClose(key, state.get(key), value, 1e-6);
    });
  }

  @ParameterizedTest
  @MethodSource("names")
  void parametersComeInPyTorchsOrder(String name) {
    List<String> expected = FIXTURE.group(name + "/state").keySet().stream().toList();
    assertThat(layer(name).stateDict().keySet()).containsExactlyElementsOf(expected);
  }

  @Test
  void everyLayerOfTheFixtureIsCompared() {
    assertThat(FIXTURE.group("reshape")).containsKeys("x", "y");
    assertThat(LAYERS).hasSize(26);
  }

  private static Layer layer(String name) {
    Layer layer = LAYERS.get(name).get();
    layer.loadStateDict(FIXTURE.group(name + "/state"), "fixture " + name);
    layer.train(!name.equals("batch_norm_in_use"));
    return layer;
  }

  /** Σ c·y²; the input joins the leaves where it can be differentiated by. */
  private static Tensor s(Layer layer, String name, Map<String, Tensor> leaves) {
    Tensor x = FIXTURE.get(name + "/x");
    if (x.type() == DType.FLOAT32) {
      leaves.put("x", x.requireGradient());
    }
    return layer.forward(x).square().times(FIXTURE.get(name + "/c")).sum();
  }

  private static void compare(List<Tensor> gradients, Map<String, Tensor> leaves, String prefix) {
    List<String> names = List.copyOf(leaves.keySet());
    for (int i = 0; i < names.size(); i++) {
      String key = prefix + names.get(i);
      assertClose(key, gradients.get(i), FIXTURE.get(key));
    }
  }
}
