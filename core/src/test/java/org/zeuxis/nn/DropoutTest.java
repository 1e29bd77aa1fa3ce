package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class DropoutTest {
  private static final int N = 4000;

  @Property(seed = "1", tries = 30)
  void eachElementIsZeroOrScaledUpAndTheMeanStays(
      @ForAll @DoubleRange(min = 0.01, max = 0.95) double p,
      @ForAll @LongRange(min = 0) long seed) {
    try (Scope scope = new Scope();
        Rng rng = new Rng(seed)) {
      float[] y = new Dropout(p, rng).forward(Tensor.ones(N)).toFloats();
      double sum = 0;
      for (float value : y) {
        if (value != 0) {
          assertThat((double) value).isCloseTo(1 / (1 - p), within(1e-6 / (1 - p)));
        }
        sum += value;
      }
      // Six standard errors of the mean: √(p/(1-p)/N).
      assertThat(sum / N).isCloseTo(1, within(6 * Math.sqrt(p / (1 - p) / N)));
    }
  }

  @Property(seed = "1", tries = 20)
  void restoredStreamDropsTheSameElements(@ForAll @DoubleRange(min = 0.01, max = 0.95) double p) {
    try (Scope scope = new Scope();
        Rng rng = new Rng(1)) {
      Dropout dropout = new Dropout(p, rng);
      byte[] state = rng.state();
      Tensor first = dropout.forward(Tensor.ones(100));
      assertThat(dropout.forward(Tensor.ones(100)).sameAs(first)).isFalse();
      rng.restore(state);
      assertThat(dropout.forward(Tensor.ones(100)).sameAs(first)).isTrue();
    }
  }

  @Test
  void gradientIsTheMask() {
    try (Scope scope = new Scope()) {
      Tensor x = Tensor.ones(50).requireGradient();
      Tensor y = new Dropout(0.5, new Rng(2)).forward(x);
      assertThat(y.sum().gradients(List.of(x)).get(0).sameAs(y.detach())).isTrue();
    }
  }

  @Test
  void inUseAndWithoutProbabilityNothingIsDroppedOrDrawn() {
    try (Scope scope = new Scope();
        Rng rng = new Rng(3)) {
      byte[] state = rng.state();
      Tensor x = Tensor.ones(5);
      Dropout dropout = new Dropout(0.5, rng);
      dropout.train(false);
      assertThat(dropout.forward(x)).isSameAs(x);
      assertThat(new Dropout(0, rng).forward(x)).isSameAs(x);
      assertThat(rng.state()).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void probabilityOutsideItsRangeIsRefused(double p) {
    assertThatThrownBy(() -> new Dropout(p, new Rng(1)))
        .hasMessage("Dropout: probability must be in [0,1), got " + p);
  }
}
