package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Interpolation;
import org.zeuxis.game.Latent;
import org.zeuxis.metric.PathLength.Protocol;
import org.zeuxis.metric.PathLength.Sampling;

class PathLengthTest {
  private static final long SEED = 7;
  private static final Latent NORMAL = new Latent(16, Latent.Distribution.NORMAL);
  private static final Latent UNIFORM = new Latent(16, Latent.Distribution.UNIFORM);

  /** The latent itself as an image of 4×4 pixels, three times as bright. */
  private static final PathLength LINEAR =
      new PathLength(z -> z.times(3).reshape(-1, 1, 4, 4), PathLengthTest::squares);

  private static Tensor squares(Tensor a, Tensor b) {
    return a.minus(b).to(DType.FLOAT64).square().sum(1, 2, 3);
  }

  private static Protocol protocol(Sampling sampling, int samples, int batch) {
    return new Protocol(sampling, samples, batch, SEED);
  }

  @Test
  void ofALinearGeneratorInWItIsTheSquaredLengthOfTheWay() {
    // w = z/2 is the mapping: G(w(t+ε)) - G(w(t)) = ε·3·(z₂-z₁)/2, and ‖z₂-z₁‖² is on average 2·16.
    PathLength.Result result =
        LINEAR.inW(NORMAL, z -> z.times(0.5), protocol(Sampling.FULL, 4000, 500));
    assertThat(result.mean()).isCloseTo(9 / 4.0 * 32, within(1.0));
    assertThat(result.way()).isEqualTo(Interpolation.LERP);
  }

  @Test
  void betweenUniformLatentsTheWayIsStraight() {
    // The variance of U(-1,1) is 1/3.
    PathLength.Result result = LINEAR.inZ(UNIFORM, protocol(Sampling.END, 4000, 500));
    assertThat(result.way()).isEqualTo(Interpolation.LERP);
    assertThat(result.mean()).isCloseTo(9 * 32 / 3.0, within(1.0));
  }

  @Test
  void betweenNormalLatentsTheWayIsTheGreatCircle() {
    // Seen from the origin, slerp from a to b sets out at the angular speed θ‖b‖/‖a‖. In d
    // dimensions the angle
    // has the density sin^(d-2) θ, E‖b‖² = d and E 1/‖a‖² = 1/(d-2).
    PathLength direction = new PathLength(
        z -> z.to(DType.FLOAT64)
            .dividedBy(z.to(DType.FLOAT64).norm(1).unsqueeze(1))
            .reshape(-1, 1, 4, 4),
        PathLengthTest::squares);
    PathLength.Result result = direction.inZ(NORMAL, protocol(Sampling.END, 4000, 500));
    double expected = meanSquaredAngle(16) * 16 / 14;
    assertThat(result.way()).isEqualTo(Interpolation.SLERP);
    assertThat(result.mean()).isCloseTo(expected, within(0.05 * expected));
  }

  private static double meanSquaredAngle(int d) {
    double weight = 0;
    double squares = 0;
    for (int i = 1; i < 1000; i++) {
      double angle = Math.PI * i / 1000;
      weight += Math.pow(Math.sin(angle), d - 2);
      squares += Math.pow(Math.sin(angle), d - 2) * angle * angle;
    }
    return squares / weight;
  }

  @Test
  void atTheEndsTheStepLeavesTheFirstLatent() {
    List<double[]> mapped = new ArrayList<>();
    List<double[]> generated = new ArrayList<>();
    PathLength spy = new PathLength(
        w -> {
          generated.add(w.toDoubles());
          return w.reshape(-1, 1, 4, 4);
        },
        PathLengthTest::squares);
    UnaryOperator<Tensor> mapping = z -> {
      mapped.add(z.toDoubles());
      return z;
    };
    spy.inW(NORMAL, mapping, protocol(Sampling.END, 4, 4));
    assertThat(generated.get(0)).containsExactly(mapped.get(0));
    for (int i = 0; i < 4 * 16; i++) {
      double step = 1e-4 * (mapped.get(1)[i] - mapped.get(0)[i]);
      assertThat(generated.get(1)[i]).isCloseTo(mapped.get(0)[i] + step, within(2e-7));
    }
    spy.inW(NORMAL, mapping, protocol(Sampling.FULL, 4, 4));
    assertThat(generated.get(2)).isNotEqualTo(mapped.get(2));
  }

  @Test
  void theOuterHundredthsAreLeftOut() {
    // Distances 0 … 199, whatever the images: of 200 sorted, numbers 1 and 198 are the percentiles.
    int[] next = {0};
    PathLength counting = new PathLength(z -> z.reshape(-1, 1, 4, 4), (a, b) -> {
      double[] distances = new double[(int) a.size(0)];
      for (int i = 0; i < distances.length; i++) {
        distances[i] = next[0] * 7 % 200 * 1e-8;
        next[0]++;
      }
      return Tensor.of(distances, distances.length);
    });
    PathLength.Result result = counting.inZ(NORMAL, protocol(Sampling.FULL, 200, 64));
    assertThat(result.low()).isCloseTo(1, within(1e-9));
    assertThat(result.high()).isCloseTo(198, within(1e-9));
    assertThat(result.kept()).isEqualTo(198);
    assertThat(result.mean()).isCloseTo(99.5, within(1e-9));
  }

  @Test
  void theSeedDecides() {
    Protocol protocol = protocol(Sampling.END, 50, 50);
    assertThat(LINEAR.inZ(NORMAL, protocol)).isEqualTo(LINEAR.inZ(NORMAL, protocol));
    assertThat(LINEAR.inZ(NORMAL, new Protocol(Sampling.END, 50, 50, SEED + 1)))
        .isNotEqualTo(LINEAR.inZ(NORMAL, protocol));
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> protocol(Sampling.FULL, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ppl: samples 1: expected >= 2");
    PathLength bytes = new PathLength(z -> z.to(DType.UINT8), PathLengthTest::squares);
    assertThatThrownBy(() -> bytes.inZ(NORMAL, protocol(Sampling.FULL, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PathLength: expected images of floating-point numbers, got UINT8");
    PathLength broken = new PathLength(
        z -> z.reshape(-1, 1, 4, 4), (a, b) -> squares(a, b).log().neg());
    assertThatThrownBy(() -> broken.inW(NORMAL, z -> z.times(0), protocol(Sampling.END, 4, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ppl: a distance is NaN or infinite");
    PathLength wrong = new PathLength(z -> z.reshape(-1, 1, 4, 4), (a, b) -> a.minus(b));
    assertThatThrownBy(() -> wrong.inZ(NORMAL, protocol(Sampling.END, 4, 2)))
        .hasMessageContaining("PathLength: distance(images, images): expected [N] = [2]");
  }
}
