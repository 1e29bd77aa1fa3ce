package org.zeuxis.model;

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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks.Minibatch;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Norm;

/**
 * Whole networks against the same ones written for PyTorch in float64
 * ({@code make_network_fixtures.py}, {@code make_translator_fixtures.py}), with its weights under
 * the same names. S = Σ c·y² is the scalar, P = ‖∇S‖² by the input the penalty.
 */
@ExtendWith(OneThread.class)
class NetworksAgainstPyTorchTest {
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final Map<String, Supplier<Module>> NETWORKS = new LinkedHashMap<>();

  /** A dozen layers of float32 against float64, differentiated twice. */
  private static final double RELATIVE = 1e-4;

  static {
    Dcgan dcgan = new Dcgan(1, 16, 2, 4);
    Blocks pixel = new Blocks(Norm.PIXEL, 8, Minibatch.NONE);
    Blocks layer = new Blocks(Norm.LAYER, 8, Minibatch.STD);
    NETWORKS.put("networks_dcgan/generator_pixel_attention", () -> dcgan.generator(5, pixel, INIT));
    NETWORKS.put(
        "networks_dcgan/discriminator_layer_attention_std",
        () -> dcgan.discriminator(2, layer, INIT));
    PointMlp points = new PointMlp(4, 2);
    Blocks kernels = new Blocks(Norm.NONE, 0, Minibatch.DISCRIMINATION);
    NETWORKS.put(
        "networks_points/generator_batch", () -> points.generator(3, Blocks.BATCH_NORM, INIT));
    NETWORKS.put(
        "networks_points/discriminator_kernels", () -> points.discriminator(2, kernels, INIT));
    R3gan r3gan = new R3gan(1, 9, 2, 4, 1, 2, false);
    NETWORKS.put("networks_r3gan/generator", () -> r3gan.generator(3, INIT));
    NETWORKS.put("networks_r3gan/discriminator", () -> r3gan.discriminator(2, INIT));
    R3gan light = new R3gan(3, 14, 2, 4, 1, 0, true);
    R3gan larger = new R3gan(3, 16, 2, 4, 1, 0, true);
    NETWORKS.put("networks_r3gan/light_generator", () -> light.generator(3, INIT));
    NETWORKS.put("networks_r3gan/light_discriminator", () -> larger.discriminator(3, INIT));
    ResNet resnet = new ResNet(1, 20, 2);
    Blocks drawn = new Blocks(Norm.LAYER, 10, Minibatch.NONE);
    Blocks judged = new Blocks(Norm.NONE, 10, Minibatch.STD);
    NETWORKS.put("networks_resnet/generator", () -> resnet.generator(3, drawn, INIT));
    NETWORKS.put("networks_resnet/discriminator", () -> resnet.discriminator(2, judged, INIT));
    Began began = new Began(3, 9, 2);
    NETWORKS.put("networks_began/generator", () -> began.generator(3, INIT));
    NETWORKS.put("networks_began/discriminator", () -> began.discriminator(3, 3, INIT));
    UNet three = new UNet(2, 1, 8, 2, 4);
    UNet colours = new UNet(1, 3, 24, 2, 4);
    UNet four = new UNet(1, 1, 16, 2, 3);
    String pix2pix = "translators_pix2pix/";
    NETWORKS.put(pix2pix + "unet_batch", () -> three.translator(Norm.BATCH, false, INIT, null));
    NETWORKS.put(
        pix2pix + "unet_instance",
        () -> colours.translator(Norm.INSTANCE_PLAIN, false, INIT, null));
    NETWORKS.put(pix2pix + "unet_none", () -> four.translator(Norm.NONE, false, INIT, null));
    PatchGan two = new PatchGan(3, 2, 4, 2);
    PatchGan one = new PatchGan(1, 2, 4, 1);
    NETWORKS.put(
        pix2pix + "patch_gan_instance", () -> two.discriminator(Norm.INSTANCE_PLAIN, INIT));
    NETWORKS.put(pix2pix + "patch_gan_batch", () -> one.discriminator(Norm.BATCH, INIT));
    ResNetTranslator blocks = new ResNetTranslator(3, 1, 8, 2, 2);
    ResNetTranslator block = new ResNetTranslator(1, 2, 8, 1, 1);
    String cyclegan = "translators_cyclegan/";
    NETWORKS.put(cyclegan + "resnet_instance", () -> blocks.translator(Norm.INSTANCE_PLAIN, INIT));
    NETWORKS.put(cyclegan + "resnet_none", () -> block.translator(Norm.NONE, INIT));
  }

  private final Scope scope = new Scope();

  static Stream<String> names() {
    return NETWORKS.keySet().stream();
  }

  @AfterEach
  void free() {
    scope.close();
  }

  /** One network with PyTorch's weights. */
  private record Case(Module network, Map<String, Tensor> expected) {
    static Case of(String name) {
      int slash = name.indexOf('/');
      Fixture fixture = Fixture.load(name.substring(0, slash));
      String key = name.substring(slash + 1);
      Module network = NETWORKS.get(name).get();
      network.loadStateDict(fixture.group(key + "/state"), name);
      return new Case(network, fixture.group(key));
    }

    Tensor x() {
      return expected.get("x");
    }

    Tensor forward() {
      if (network instanceof Generator generator) {
        return generator.forward(x(), null);
      }
      if (network instanceof Translator translator) {
        return translator.forward(x(), null);
      }
      return ((Discriminator) network).forward(x(), null);
    }

    /** Σ c·y². */
    Tensor s() {
      return forward().square().times(expected.get("c")).sum();
    }

    Map<String, Tensor> leaves() {
      Map<String, Tensor> leaves = new LinkedHashMap<>(network.parameters());
      leaves.put("x", x().requireGradient());
      return leaves;
    }

    void compare(List<Tensor> gradients, Map<String, Tensor> leaves, String prefix) {
      List<String> names = List.copyOf(leaves.keySet());
      for (int i = 0; i < names.size(); i++) {
        String key = prefix + names.get(i);
        assertClose(key, gradients.get(i), expected.get(key), RELATIVE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void forwardIsPyTorchs(String name) {
    Case c = Case.of(name);
    assertClose("y", c.forward(), c.expected.get("y"), RELATIVE);
  }

  @ParameterizedTest
  @MethodSource("names")
  void featuresAreTheInputOfTheLastLayer(String name) {
    Case c = Case.of(name);
    if (c.network instanceof Discriminator d) {
      assertClose("features", d.features(c.x(), null), c.expected.get("features"), RELATIVE);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsArePyTorchs(String name) {
    Case c = Case.of(name);
    Map<String, Tensor> leaves = c.leaves();
    c.compare(c.s().gradients(List.copyOf(leaves.values())), leaves, "first/");
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsOfAGradientPenaltyArePyTorchs(String name) {
    Case c = Case.of(name);
    Map<String, Tensor> leaves = c.leaves();
    List<Tensor> all = new ArrayList<>(leaves.values());
    Tensor penalty = c.s().gradientWithRespectTo(leaves.get("x")).square().sum();
    c.compare(penalty.gradients(all), leaves, "second/");
  }

  @Test
  void everyNetworkOfTheFixturesIsCompared() {
    assertThat(NETWORKS).hasSize(19);
  }
}
