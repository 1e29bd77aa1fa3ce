package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertClose;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The losses against PyTorch's in float64 ({@code make_fixtures.py}: logits are h + h³/10, P =
 * ‖∇L‖²), and against closed forms.
 */
class AdversarialLossesTest {
  private static final Fixture FIXTURE = Fixture.load("losses");

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource
  void discriminatorLossIsPyTorchs(AdversarialLosses loss) {
    compareDiscriminator(loss, 1.0);
  }

  @ParameterizedTest
  @EnumSource(names = {"MINIMAX", "NON_SATURATING", "LEAST_SQUARES"})
  void discriminatorLossWithSmoothedLabelsIsPyTorchs(AdversarialLosses loss) {
    compareDiscriminator(loss, 0.9);
  }

  @ParameterizedTest
  @EnumSource
  void generatorLossIsPyTorchs(AdversarialLosses loss) {
    compare(
        loss.name() + "/generator",
        loss.isRelativistic() ? List.of("real", "fake") : List.of("fake"),
        logits -> loss.generator(() -> logits.get(0), logits.get(logits.size() - 1)));
  }

  private static void compareDiscriminator(AdversarialLosses loss, double target) {
    compare(
        loss.name() + "/discriminator/" + target,
        List.of("real", "fake"),
        logits -> loss.discriminator(logits.get(0), logits.get(1), target));
  }

  private static void compare(
      String name, List<String> inputs, Function<List<Tensor>, Tensor> function) {
    List<Tensor> h =
        inputs.stream().map(key -> FIXTURE.get(key).requireGradient()).toList();
    Tensor value =
        function.apply(h.stream().map(x -> x.plus(x.pow(3).times(0.1))).toList());
    List<Tensor> first = value.gradients(h, true);
    Tensor penalty =
        first.stream().map(g -> g.square().sum()).reduce(Tensor::plus).orElseThrow();
    List<Tensor> second = penalty.gradients(h);
    assertClose(name, value, FIXTURE.get(name + "/value"));
    for (int i = 0; i < h.size(); i++) {
      String key = inputs.get(i);
      assertClose(name + " first", first.get(i), FIXTURE.get(name + "/first/" + key));
      assertClose(name + " second", second.get(i), FIXTURE.get(name + "/second/" + key));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MINIMAX, 1.3862943611198906, -0.6931471805599453",
    "NON_SATURATING, 1.3862943611198906, 0.6931471805599453",
    "LEAST_SQUARES, 0.5, 0.5",
    "WASSERSTEIN, 0, 0",
    "HINGE, 2, 0",
    "FOCAL, 0.34657359027997264, 0.17328679513998632",
    "RELATIVISTIC_PAIRING, 0.6931471805599453, 0.6931471805599453",
    "RELATIVISTIC_AVERAGE, 0.6931471805599453, 0.6931471805599453",
    "RELATIVISTIC_AVERAGE_LEAST_SQUARES, 1, 1"
  })
  void lossesOfADiscriminatorThatCannotTellAreClosedForms(
      AdversarialLosses loss, double discriminator, double generator) {
    Tensor zeros = Tensor.zeros(4);
    assertThat(loss.discriminator(zeros, zeros, 1).item()).isCloseTo(discriminator, within(1e-6));
    assertThat(loss.generator(() -> zeros, zeros).item()).isCloseTo(generator, within(1e-6));
  }

  @Test
  void smoothedDiscriminatorIsBestWhereItsProbabilityIsTheTarget() {
    // -t·log t - (1-t)·log(1-t), the entropy of the target, is the least that the real half can be.
    double t = 0.9;
    Tensor best = Tensor.full(Math.log(t / (1 - t)), 3).requireGradient();
    Tensor loss = AdversarialLosses.crossEntropy(best, t);
    assertThat(loss.item()).isCloseTo(-t * Math.log(t) - (1 - t) * Math.log(1 - t), within(1e-6));
    assertThat(loss.gradients(List.of(best)).get(0).abs().max().item()).isLessThan(1e-7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-50, -16, -10, 0.25, 10, 16, 50})
  void crossEntropyAndItsGradientKeepTheirDigitsWhereTheLogitIsLarge(double l) {
    for (double t : new double[] {0, 0.9, 1}) {
      Tensor logit = Tensor.scalar(l).requireGradient();
      Tensor loss = AdversarialLosses.crossEntropy(logit, t);
      double expected = t * Math.log1p(Math.exp(-l)) + (1 - t) * Math.log1p(Math.exp(l));
      // σ(l) - t = (1-t)·σ(l) - t·σ(-l)
      double slope = (1 - t) / (1 + Math.exp(-l)) - t / (1 + Math.exp(l));
      // libtorch's softplus is the identity above 20: off by e⁻²⁰ = 2e-9 of 1 in the slope.
      assertThat(loss.item()).isCloseTo(expected, within(Math.abs(expected) * 1e-6));
      assertThat(loss.gradients(List.of(logit)).get(0).item())
          .isCloseTo(slope, within(Math.abs(slope) * 1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lossesAndGradientsOfLargeLogitsAreFinite(AdversarialLosses loss) {
    Tensor real = Tensor.of(new float[] {-50, 50, 1e4f, -1e4f}, 4).requireGradient();
    Tensor fake = Tensor.of(new float[] {50, -50, -1e4f, 1e4f}, 4).requireGradient();
    Tensor discriminator = loss.discriminator(real, fake, 1);
    Tensor generator = loss.generator(() -> fake, fake);
    assertThat(discriminator.isFinite() && generator.isFinite()).isTrue();
    assertThat(discriminator.gradients(List.of(real, fake))).allMatch(Tensor::isFinite);
    assertThat(generator.gradients(List.of(fake))).allMatch(Tensor::isFinite);
  }

  @Test
  void minimaxGeneratorHasNoGradientWhereTheDiscriminatorIsSureAndNonSaturatingHasAllOfIt() {
    Tensor fake = Tensor.of(new float[] {-30}, 1).requireGradient();
    assertThat(slope(AdversarialLosses.MINIMAX, fake)).isCloseTo(0, within(1e-12));
    assertThat(slope(AdversarialLosses.NON_SATURATING, fake)).isCloseTo(-1, within(1e-6));
  }

  private static double slope(AdversarialLoss loss, Tensor fake) {
    return loss.generator(() -> fake, fake).gradients(List.of(fake)).get(0).item();
  }

  @Test
  void hingeHasNoGradientBeyondTheMargin() {
    Tensor real = Tensor.of(new float[] {1.5f, 0.5f}, 2).requireGradient();
    Tensor fake = Tensor.of(new float[] {-1.5f, -0.5f}, 2).requireGradient();
    List<Tensor> slopes =
        AdversarialLosses.HINGE.discriminator(real, fake, 1).gradients(List.of(real, fake));
    assertThat(slopes.get(0).abs().toFloats()).containsExactly(0, 0.5f);
    assertThat(slopes.get(1).abs().toFloats()).containsExactly(0, 0.5f);
  }

  @Test
  void onlyLossesWithTargetsSaySo() {
    assertThat(AdversarialLosses.values())
        .filteredOn(AdversarialLosses::hasTargets)
        .extracting(AdversarialLosses::toString)
        .containsExactly("minimax", "non-saturating", "least-squares");
  }
}
