package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.Close.assertClose;

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
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Norm;

/**
 * Networks that make images of images, and those that judge them, against the same ones written for
 * PyTorch in float64 ({@code make_translation_fixtures.py}), with its weights under the same names.
 * S = Σ c·y² over all outputs is the scalar, P = ‖∇S‖² by the image the penalty.
 */
class TranslationNetworksAgainstPyTorchTest {
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final Map<String, Supplier<Module>> NETWORKS = new LinkedHashMap<>();

  /** A dozen layers of float32 against float64, differentiated. */
  private static final double RELATIVE = 1e-4;

  static {
    StarGan star = new StarGan(1, 12, 2, 2, 1);
    NETWORKS.put("stargan/translator", () -> star.translator(INIT));
    NETWORKS.put("stargan/critic", () -> star.discriminator(INIT));
    SrGan sr = new SrGan(1, 4, 2, 1);
    SrGan one = new SrGan(1, 4, 1, 1);
    NETWORKS.put("srgan/translator", () -> sr.translator(INIT));
    NETWORKS.put("srgan/discriminator", () -> one.discriminator(32, INIT));
    ContextEncoder context = new ContextEncoder(1, 16, 2, 4);
    NETWORKS.put("context_encoder/translator", () -> context.translator(Norm.BATCH, INIT));
    PixelDa pixel = new PixelDa(1, 2, 8, 2, 1, 3);
    PixelDa odd = new PixelDa(1, 2, 9, 2, 1, 3);
    NETWORKS.put("pixelda/translator", () -> pixel.translator(INIT));
    NETWORKS.put("pixelda/discriminator", () -> {
      Discriminator discriminator = odd.discriminator(INIT, new Rng(2));
      discriminator.train(false); // without dropout
      return discriminator;
    });
    NETWORKS.put("task", () -> new TaskNetwork(1, 20, 3, 2, INIT));
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
      String family = name.replaceFirst("/.*", "");
      String key = name.replace('/', '_');
      Fixture fixture = Fixture.load("translation_" + family);
      Module network = NETWORKS.get(name).get();
      network.loadStateDict(fixture.group(key + "/state"), name);
      return new Case(network, fixture.group(key));
    }

    List<Tensor> forward() {
      Tensor x = expected.get("x0");
      if (network instanceof Translator translator) {
        return List.of(translator.forward(x, expected.get("x1")));
      }
      if (network instanceof DomainCritic critic) {
        return List.of(critic.forward(x, null), critic.domains(x));
      }
      if (network instanceof TaskNetwork task) {
        return List.of(task.forward(x), task.features(x));
      }
      return List.of(((Discriminator) network).forward(x, null));
    }

    /** Σ c·y². */
    Tensor s() {
      Tensor sum = Tensor.scalar(0);
      List<Tensor> outputs = forward();
      for (int i = 0; i < outputs.size(); i++) {
        sum = sum.plus(outputs.get(i).square().times(expected.get("c" + i)).sum());
      }
      return sum;
    }

    Map<String, Tensor> leaves() {
      Map<String, Tensor> leaves = new LinkedHashMap<>(network.parameters());
      for (String x : List.of("x0", "x1")) {
        if (expected.containsKey(x)) {
          leaves.put(x, expected.get(x).requireGradient());
        }
      }
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
    List<Tensor> outputs = c.forward();
    for (int i = 0; i < outputs.size(); i++) {
      assertClose("y" + i, outputs.get(i), c.expected.get("y" + i), RELATIVE);
    }
    assertThat(c.expected).doesNotContainKey("y" + outputs.size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsArePyTorchs(String name) {
    Case c = Case.of(name);
    Map<String, Tensor> leaves = c.leaves();
    c.compare(c.s().gradients(List.copyOf(leaves.values())), leaves, "first/");
  }

  /** StarGAN's loss is that of WGAN-GP. */
  @Test
  void gradientsOfAGradientPenaltyOfTheCriticArePyTorchs() {
    Case c = Case.of("stargan/critic");
    Map<String, Tensor> leaves = c.leaves();
    Tensor penalty = c.s().gradientWithRespectTo(leaves.get("x0")).square().sum();
    c.compare(penalty.gradients(List.copyOf(leaves.values())), leaves, "second/");
  }

  @Test
  void theCriticsForwardIsItsSourceAndItsFeaturesAreTheMap() {
    Case c = Case.of("stargan/critic");
    DomainCritic critic = (DomainCritic) c.network;
    Tensor x = c.expected.get("x0");
    assertClose("source", critic.forward(x, null), c.expected.get("y0"), RELATIVE);
    assertThat(critic.features(x, null).shape()).containsExactly(2, 4 * 3 * 3);
  }
}
