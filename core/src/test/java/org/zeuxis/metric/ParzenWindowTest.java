package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Close;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ParzenWindowTest {
  private static final long SEED = 7;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor noise(long seed, double scale, long... shape) {
    try (Rng rng = new Rng(seed)) {
      return rng.normal(shape).times(scale);
    }
  }

  @Test
  void densitiesAgreeWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    Tensor samples = fixture.get("parzen/samples").plus(1).dividedBy(2);
    Tensor test = fixture.get("parzen/test").plus(1).dividedBy(2);
    double[][] densities = ParzenWindow.logDensities(samples, test, 0.1, 0.7);
    for (int i = 0; i < 2; i++) {
      Tensor expected = fixture.get("parzen/densities").select(0, i).to(DType.FLOAT64);
      Close.assertClose("sigma " + i, Tensor.of(densities[i], densities[i].length), expected, 1e-6);
    }
  }

  @Test
  void choiceMeanAndErrorAgreeWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    ParzenWindow.Result result = ParzenWindow.of(
        fixture.get("parzen/samples"),
        fixture.get("parzen/validation"),
        fixture.get("parzen/test"));
    assertThat(result.mean()).isCloseTo(fixture.get("parzen/mean").item(), within(1e-5));
    assertThat(result.standardError()).isCloseTo(fixture.get("parzen/error").item(), within(1e-6));
    assertThat(result.sigma()).isCloseTo(fixture.get("parzen/sigma").item(), within(1e-7));
    assertThat(result.sigmaAtTheEdge()).isFalse();
    assertThat(result.samples()).isEqualTo(60);
    assertThat(result.validationImages()).isEqualTo(30);
    assertThat(result.testImages()).isEqualTo(130);
  }

  @Test
  void aroundOnePointItIsTheGaussian() {
    Tensor point = Tensor.of(new double[] {0.5, 0.25, 1}, 1, 3);
    Tensor x = Tensor.of(new double[] {0.5, 0.25, 1, 0.2, 0.65, 1}, 2, 3);
    double[] density = ParzenWindow.logDensities(point, x, 0.2)[0];
    double peak = -1.5 * Math.log(2 * Math.PI * 0.04);
    assertThat(density[0]).isCloseTo(peak, within(1e-12));
    assertThat(density[1]).isCloseTo(peak - 0.25 / 0.08, within(1e-12)); // 0.3² + 0.4²
  }

  @Test
  void farFromEveryPointItIsFinite() {
    Tensor point = Tensor.zeros(2, 3072);
    Tensor x = Tensor.ones(1, 3072);
    // exp(-3072 / 0.02) is 0 even in float64.
    assertThat(ParzenWindow.logDensities(point, x, 0.1)[0][0])
        .isCloseTo(-3072 / 0.02 - 1536 * Math.log(2 * Math.PI * 0.01), within(1e-6));
  }

  @Test
  void theWidthThatMadeTheDataIsChosen() {
    // In 50 dimensions around one point: pixels in [0,1] deviate by half of 0.56, 0.278 of the
    // grid.
    Tensor centre = Tensor.zeros(1, 50);
    ParzenWindow.Result result =
        ParzenWindow.of(centre, noise(SEED, 0.56, 200, 50), noise(SEED + 1, 0.56, 400, 50));
    assertThat(result.sigma()).isCloseTo(Math.pow(10, -5 / 9.0), within(1e-12));
    double entropy = 25 * Math.log(2 * Math.PI * Math.E * 0.28 * 0.28);
    assertThat(result.mean()).isCloseTo(-entropy, within(4 * result.standardError()));
    assertThat(result.standardError()).isCloseTo(5 / Math.sqrt(400), within(0.05)); // √(d/2) / √n
  }

  @Test
  void aWidthAtTheEdgeIsSaid() {
    Tensor same = noise(SEED, 0.3, 5, 4);
    ParzenWindow.Result result = ParzenWindow.of(same, same, same);
    assertThat(result.sigma()).isEqualTo(0.1);
    assertThat(result.sigmaAtTheEdge()).isTrue();
  }

  @Test
  void imagesAreFlattened() {
    Tensor images = noise(SEED, 0.3, 6, 3, 4, 4);
    assertThat(ParzenWindow.of(images, images, images))
        .isEqualTo(ParzenWindow.of(images.flatten(1), images.flatten(1), images.flatten(1)));
  }

  @Test
  void badInputIsNamed() {
    Tensor four = noise(SEED, 0.3, 4, 4);
    assertThatThrownBy(() -> ParzenWindow.of(four, four, four.narrow(0, 0, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("parzen: needs at least 2 test images, got 1");
    assertThatThrownBy(() -> ParzenWindow.of(four, noise(SEED, 0.3, 4, 5), four))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "parzen: the validation images have 5 values, the generated ones 4, expected the same");
    assertThatThrownBy(() -> ParzenWindow.of(four.dividedBy(0), four, four))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("parzen: ")
        .hasMessageContaining("generated images hold NaN or infinite numbers");
  }
}
