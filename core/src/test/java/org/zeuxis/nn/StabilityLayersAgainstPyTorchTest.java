package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Rng;

/**
 * Weight forms, normalisations, minibatch layers and blocks, against
 * {@code make_stability_layer_fixtures.py}.
 */
class StabilityLayersAgainstPyTorchTest extends AgainstPyTorch {
  private static final Fixture FIXTURE = Fixture.load("stability_layers");
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final Map<String, Supplier<Layer>> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("grouped_conv", () -> new Conv2d(4, 6, 3, 2, 1, 2, true, INIT));
    LAYERS.put("depthwise_conv", () -> new Conv2d(3, 3, 3, 1, 1, 3, false, INIT));
    for (WeightForm form : new WeightForm[] {WeightForm.SPECTRAL, WeightForm.WEIGHT_NORM}) {
      String prefix = form == WeightForm.SPECTRAL ? "spectral" : "weight_norm";
      LAYERS.put(prefix + "_linear", () -> with(form, new Linear(5, 3, true, INIT)));
      LAYERS.put(prefix + "_conv", () -> with(form, new Conv2d(3, 4, 3, 2, 1, true, INIT)));
      LAYERS.put(
          prefix + "_conv_transpose",
          () -> with(form, new ConvTranspose2d(3, 2, 4, 2, 1, true, INIT)));
    }
    LAYERS.put(
        "spectral_linear_in_use", () -> with(WeightForm.SPECTRAL, new Linear(5, 3, true, INIT)));
    LAYERS.put(
        "equalized",
        () -> with(
            WeightForm.EQUALIZED,
            new Sequential(
                new ConvTranspose2d(3, 2, 4, 2, 1, true, INIT),
                Activation.leakyRelu(0.2),
                new Conv2d(2, 4, 3, 2, 1, true, INIT),
                Activation.leakyRelu(0.2),
                new Flatten(),
                new Linear(36, 2, true, INIT))));
    norms();
    LAYERS.put("minibatch_std", MinibatchStd::new);
    LAYERS.put("minibatch_std_of_whole_batch", MinibatchStd::new);
    LAYERS.put("minibatch_discrimination", () -> new MinibatchDiscrimination(5, 3, 2, INIT));
    LAYERS.put("self_attention", () -> new SelfAttention(16, INIT));
    LAYERS.put("residual", StabilityLayersAgainstPyTorchTest::residual);
    LAYERS.put("avg_pool", () -> new AvgPool(2));
  }

  private static void norms() {
    LAYERS.put("norm_none", () -> Norm.NONE.create(4, INIT));
    LAYERS.put("norm_batch", () -> Norm.BATCH.create(4, INIT));
    LAYERS.put("norm_layer_points", () -> Norm.LAYER.create(4, INIT));
    LAYERS.put("norm_layer_images", () -> Norm.LAYER.create(4, INIT));
    LAYERS.put("norm_instance", () -> Norm.INSTANCE.create(4, INIT));
    LAYERS.put("norm_group_points", () -> Norm.GROUP.create(74, INIT));
    LAYERS.put("norm_group_images", () -> Norm.GROUP.create(64, INIT));
    LAYERS.put("norm_pixel_points", () -> Norm.PIXEL.create(4, INIT));
    LAYERS.put("norm_pixel_images", () -> Norm.PIXEL.create(4, INIT));
    LAYERS.put("norm_virtual_batch_points", StabilityLayersAgainstPyTorchTest::virtualBatchOfThree);
    LAYERS.put("norm_virtual_batch_images", StabilityLayersAgainstPyTorchTest::virtualBatchOfThree);
  }

  StabilityLayersAgainstPyTorchTest() {
    super(FIXTURE);
  }

  static Stream<String> names() {
    return LAYERS.keySet().stream();
  }

  @Override
  Layer create(String name) {
    Layer layer = LAYERS.get(name).get();
    layer.train(!name.endsWith("_in_use"));
    return layer;
  }

  private static Layer with(WeightForm form, Layer layer) {
    form.applyTo(layer, new Rng(2));
    return layer;
  }

  private static Layer virtualBatchOfThree() {
    Layer layer = Norm.VIRTUAL_BATCH.create(4, INIT);
    ReferenceBatch.apply(layer, 3);
    return layer;
  }

  /** With a block that hands on its input twice, which nobody may close. */
  private static Layer residual() {
    Layer main = new Sequential(
        new Identity(),
        Activation.leakyRelu(0.2),
        new Conv2d(3, 4, 3, 1, 1, true, INIT),
        new AvgPool(2));
    Layer shortcut = new Sequential(new AvgPool(2), new Conv2d(3, 4, 1, 1, 0, false, INIT));
    return new Sequential(
        new Residual(main, shortcut), new Residual(new Identity()), new Flatten());
  }

  @Test
  void everyLayerOfTheFixtureIsCompared() {
    assertThat(FIXTURE.group("avg_pool")).containsKeys("x", "y");
    assertThat(LAYERS).hasSize(27);
  }
}
