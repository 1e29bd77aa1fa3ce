package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Penalties of discriminators that judge patches. */
class PatchPenaltiesTest {
  private static final int N = 3;
  private static final int PIXELS = 16;
  private static final double SLOPE = 0.5;

  /** Every pixel is a patch. */
  private static final class Patches implements Critic {
    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return x.times(SLOPE).reshape(-1);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return x.flatten(1);
    }
  }

  private static double value(Penalties kind) {
    try (Scope scope = new Scope()) {
      Tensor x = new Rng(1).normal(N, 1, 4, 4).requireGradient();
      Tensor g = new Rng(2).normal(N, 1, 4, 4).requireGradient();
      Critic critic = new Patches();
      Tensor labels = Tensor.of(new long[N], N);
      Tensor onReal = critic.forward(x, labels);
      Tensor onFake = critic.forward(g, labels);
      Turn turn = new Turn(
          critic, x, g, () -> onReal, () -> onFake, labels, null, g, List.of(), new Rng(3));
      return kind.create().of(turn).item();
    }
  }

  /** As in StarGAN's code: D is the sum over an image's patches, so ‖∇D‖ = a√16 = 2. */
  @Test
  void slopeIsThatOfAnImagesPatchesTogether() {
    double norm = SLOPE * Math.sqrt(PIXELS);
    assertThat(value(Penalties.GP)).isCloseTo((norm - 1) * (norm - 1), within(1e-5));
    assertThat(value(Penalties.R1)).isCloseTo(norm * norm / 2, within(1e-5));
    assertThat(value(Penalties.R2)).isCloseTo(norm * norm / 2, within(1e-5));
  }
}
