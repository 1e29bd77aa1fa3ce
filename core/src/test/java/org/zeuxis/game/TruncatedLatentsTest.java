package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class TruncatedLatentsTest {
  private static final long SEED = 14;
  private static final int SIZE = 100;
  private static final Latent NORMAL = new Latent(SIZE, Latent.Distribution.NORMAL);

  private static double[] draw(LatentSource source, int count) {
    try (Scope scope = new Scope();
        Rng rng = new Rng(SEED)) {
      Tensor z = source.draw(rng, Tensor.of(new long[count], count));
      z.requireShape("z", "[N,latent]", count, SIZE);
      return z.toDoubles();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.7, 1, 2.5})
  void valuesAreOfTheNormalDistributionCutOff(double threshold) {
    double[] values = draw(new TruncatedLatents(NORMAL, threshold), 200);
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
        .isLessThanOrEqualTo(threshold)
        .isGreaterThan(0.98 * threshold);
    double tail = Toy.below(-threshold);
    double distance = Toy.kolmogorov(values, x -> (Toy.below(x) - tail) / (1 - 2 * tail));
    assertThat(distance).as("seed %d", SEED).isLessThan(Toy.critical(values.length));
  }

  @Test
  void farThresholdLeavesTheNormalDistribution() {
    double[] values = draw(new TruncatedLatents(NORMAL, 1e6), 2000);
    assertThat(Toy.kolmogorov(values, Toy::below)).isLessThan(Toy.critical(values.length));
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isLessThan(6);
  }

  @Test
  void uniformLatentsHaveNoTails() {
    assertThatThrownBy(() -> new TruncatedLatents(new Latent(4, Latent.Distribution.UNIFORM), 0.7))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("truncation: is for normal latents, which have tails;"
            + " those of this generator are uniform");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void nonsenseIsRefused(double threshold) {
    assertThatThrownBy(() -> new TruncatedLatents(NORMAL, threshold))
        .hasMessage("truncation: expected > 0, got " + threshold);
  }
}
