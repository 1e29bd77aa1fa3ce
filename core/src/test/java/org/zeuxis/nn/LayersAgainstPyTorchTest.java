package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Rng;

/** With PyTorch's weights under PyTorch's names ({@code make_fixtures.py}). */
class LayersAgainstPyTorchTest extends AgainstPyTorch {
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

  LayersAgainstPyTorchTest() {
    super(FIXTURE);
  }

  static Stream<String> names() {
    return LAYERS.keySet().stream();
  }

  @Override
  Layer create(String name) {
    Layer layer = LAYERS.get(name).get();
    layer.train(!name.equals("batch_norm_in_use"));
    return layer;
  }

  @ParameterizedTest
  @MethodSource("names")
  void parametersComeInPyTorchsOrder(String name) {
    List<String> expected = FIXTURE.group(name + "/state").keySet().stream().toList();
    assertThat(create(name).stateDict().keySet()).containsExactlyElementsOf(expected);
  }

  @Test
  void everyLayerOfTheFixtureIsCompared() {
    assertThat(FIXTURE.group("reshape")).containsKeys("x", "y");
    assertThat(LAYERS).hasSize(26);
  }
}
