package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Close;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class MsSsimTest {
  private static final long SEED = 7;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor noise(long... shape) {
    try (Rng rng = new Rng(SEED)) {
      return rng.uniform(-1, 1, shape);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey", "colour", "odd"})
  void agreesWithAnIndependentImplementation(String name) {
    Fixture fixture = Fixture.load("image_metrics");
    Tensor values =
        MsSsim.between(fixture.get("msssim/" + name + "/a"), fixture.get("msssim/" + name + "/b"));
    Tensor expected = fixture.get("msssim/" + name + "/value").to(DType.FLOAT64);
    Close.assertClose(name, values, expected, 1e-6);
  }

  @Test
  void anImageIsOneToItself() {
    Tensor images = noise(3, 3, 32, 32);
    assertThat(MsSsim.between(images, images).toDoubles()).containsOnly(1);
  }

  @Test
  void itIsSymmetricAndNeverNegative() {
    Tensor a = noise(4, 1, 32, 32);
    Tensor b = a.neg();
    double[] values = MsSsim.between(a, b).toDoubles();
    assertThat(values).containsExactly(MsSsim.between(b, a).toDoubles());
    assertThat(values).containsOnly(0); // structure of the opposite sign
  }

  @Test
  void constantImagesDifferByLuminanceAlone() {
    Tensor black = Tensor.full(-1, 1, 1, 176, 176);
    Tensor white = Tensor.full(1, 1, 1, 176, 176);
    // Luminance at the last scale: C1 / (1 + C1), C1 = 0.01², to the power of its weight.
    assertThat(MsSsim.between(black, white).item())
        .isCloseTo(Math.pow(1e-4 / (1 + 1e-4), 0.1333), within(1e-9));
  }

  @Test
  void copiesOfOneImageHaveNoDiversity() {
    Tensor copies = noise(1, 1, 16, 16).expand(5, 1, 16, 16);
    MsSsim.Result result = MsSsim.of(copies, 100, SEED);
    assertThat(result.mean()).isEqualTo(1);
    assertThat(result.deviation()).isZero();
    assertThat(result.pairs()).isEqualTo(100);
  }

  @Test
  void aPairNeverHoldsAnImageTwice() {
    // Of two images every pair is the same two, whatever the order.
    Tensor two = noise(2, 1, 16, 16);
    MsSsim.Result result = MsSsim.of(two, 70, SEED);
    double only = MsSsim.between(two.narrow(0, 0, 1), two.narrow(0, 1, 1)).item();
    assertThat(result.mean()).isCloseTo(only, within(1e-12)).isLessThan(0.9);
    assertThat(result.deviation()).isCloseTo(0, within(1e-12));
  }

  @Test
  void meanAndDeviationAreOverPairs() {
    // Two equal images and one of another kind: pairs are 1 with a probability of 1/3.
    Tensor image = noise(1, 1, 16, 16);
    Tensor three = Tensor.cat(List.of(image, image, image.neg()), 0);
    MsSsim.Result result = MsSsim.of(three, 900, SEED);
    assertThat(result.mean()).isCloseTo(1 / 3.0, within(0.06));
    double expected = Math.sqrt(result.mean() * (1 - result.mean()) * 900 / 899);
    assertThat(result.deviation()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void theSeedDecidesThePairs() {
    Tensor images = noise(20, 1, 8, 8);
    double mean = MsSsim.of(images, 10, SEED).mean();
    assertThat(MsSsim.of(images, 10, SEED).mean()).isEqualTo(mean);
    assertThat(MsSsim.of(images, 10, SEED + 1).mean()).isNotEqualTo(mean);
  }

  @Test
  void smallImagesAreSaidToBeSmall() {
    assertThat(MsSsim.of(noise(2, 1, 176, 180), 2, SEED)).satisfies(large -> {
      assertThat(large.windows()).isEqualTo(Collections.nCopies(5, 11));
      assertThat(large.standard()).isTrue();
    });
    assertThat(MsSsim.of(noise(2, 1, 28, 28), 2, SEED)).satisfies(small -> {
      assertThat(small.windows()).containsExactly(11, 11, 7, 3);
      assertThat(small.scales()).isEqualTo(4);
      assertThat(small.standard()).isFalse();
    });
    assertThat(MsSsim.of(noise(2, 1, 2, 2), 2, SEED).windows()).containsExactly(2);
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> MsSsim.of(noise(1, 1, 8, 8), 10, SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ms-ssim: needs at least 2 generated images, got 1");
    assertThatThrownBy(() -> MsSsim.of(noise(2, 1, 8, 8), 1, SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ms-ssim: pairs 1: expected >= 2");
    assertThatThrownBy(() -> MsSsim.of(noise(2, 1, 1, 9), 2, SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ms-ssim: needs images of at least 2×2 pixels, got 1×9");
    double[] withNaN = DoubleStream.concat(
            DoubleStream.of(Double.NaN), DoubleStream.generate(() -> 0))
        .limit(128)
        .toArray();
    assertThatThrownBy(() -> MsSsim.of(Tensor.of(withNaN, 2, 1, 8, 8), 2, SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ms-ssim: the generated images hold NaN or infinite numbers");
    assertThatThrownBy(() -> MsSsim.between(noise(2, 1, 8, 8), noise(2, 3, 8, 8)))
        .hasMessage("MsSsim.between(a): expected [N,C,H,W] = [2,3,8,8], got [2,1,8,8]");
  }
}
