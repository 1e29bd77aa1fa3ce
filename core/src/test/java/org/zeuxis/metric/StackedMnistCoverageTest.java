package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class StackedMnistCoverageTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Images of one pixel a channel whose brightness is the digit: -1 is 0, 0.8 is 9. */
  private static ImageBatches images(Tensor digits) {
    return ImageBatches.of(
        digits.to(DType.FLOAT32).dividedBy(5).minus(1).reshape(digits.size(0), 3, 1, 1));
  }

  private static Tensor brightness(Tensor planes) {
    planes.requireShape("classifier", "[N,1,H,W]", Tensor.ANY, 1, 1, 1);
    return planes.plus(1).times(5).plus(0.5).flatten(0).to(DType.INT64);
  }

  @Test
  void agreesWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    StackedMnistCoverage.Result result = StackedMnistCoverage.of(
        images(fixture.get("stacked/digits")), StackedMnistCoverageTest::brightness);
    assertThat(result.samples()).isEqualTo(500);
    assertThat(result.modes()).isEqualTo((int) fixture.get("stacked/modes").item());
    assertThat(result.divergence()).isCloseTo(fixture.get("stacked/kl").item(), within(1e-6));
  }

  @Test
  void everyKindOnceIsUniform() {
    long[] digits = new long[3000];
    for (int i = 0; i < 1000; i++) {
      digits[3 * i] = i / 100;
      digits[3 * i + 1] = i / 10 % 10;
      digits[3 * i + 2] = i % 10;
    }
    assertThat(StackedMnistCoverage.of(
            images(Tensor.of(digits, 1000, 3)), StackedMnistCoverageTest::brightness))
        .isEqualTo(new StackedMnistCoverage.Result(1000, 1000, 0));
  }

  @Test
  void oneKindIsTheLogarithmOfThousand() {
    StackedMnistCoverage.Result result = StackedMnistCoverage.of(
        images(Tensor.of(new long[] {4, 4, 4, 4, 4, 4}, 2, 3)),
        StackedMnistCoverageTest::brightness);
    assertThat(result.modes()).isEqualTo(1);
    assertThat(result.divergence()).isCloseTo(Math.log(1000), within(1e-12));
  }

  @Test
  void theOrderOfColoursMatters() {
    assertThat(StackedMnistCoverage.of(
                images(Tensor.of(new long[] {1, 2, 3, 3, 2, 1}, 2, 3)),
                StackedMnistCoverageTest::brightness)
            .modes())
        .isEqualTo(2);
  }

  @Test
  void badInputIsNamed() {
    ImageBatches grey = ImageBatches.of(Tensor.zeros(2, 1, 28, 28));
    assertThatThrownBy(() -> StackedMnistCoverage.of(grey, x -> x))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("stacked-mnist-coverage: images have 1 channels, expected 3, one a digit");
    ImageBatches none = ImageBatches.of(Tensor.zeros(0, 3, 1, 1));
    assertThatThrownBy(() -> StackedMnistCoverage.of(none, x -> x))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("stacked-mnist-coverage: needs at least 1 generated images, got 0");
    ImageBatches broken = ImageBatches.of(Tensor.zeros(2, 3, 1, 1).log());
    assertThatThrownBy(() -> StackedMnistCoverage.of(broken, x -> x))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("stacked-mnist-coverage: the generated images hold NaN or infinite numbers");
    ImageBatches two = ImageBatches.of(Tensor.zeros(2, 3, 1, 1));
    assertThatThrownBy(() -> StackedMnistCoverage.of(two, x -> x))
        .hasMessage("StackedMnistCoverage: classifier(images): expected [N] = [2], got [2,1,1,1]");
    assertThatThrownBy(() -> StackedMnistCoverage.of(two, x -> x.flatten(0)))
        .hasMessage("StackedMnistCoverage: expected classes as INT64, got FLOAT32");
    assertThatThrownBy(
            () -> StackedMnistCoverage.of(two, x -> x.flatten(0).plus(10).to(DType.INT64)))
        .hasMessage("StackedMnistCoverage: expected digits 0..9, the classifier says 10");
  }
}
