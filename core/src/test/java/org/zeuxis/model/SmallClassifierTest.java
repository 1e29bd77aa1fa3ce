package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.ShapeException;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;

@ExtendWith(OneThread.class)
class SmallClassifierTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  static IntStream sizes() {
    IntStream everySmallOne = IntStream.rangeClosed(8, 33);
    return IntStream.concat(everySmallOne, IntStream.of(47, 48, 64, 95, 96, 127, 128));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void imagesOfEverySizeBecome128NumbersAtOrAboveZero(int size) {
    try (NoGrad guard = new NoGrad();
        SmallClassifier network = new SmallClassifier(1, size, 10, init)) {
      Tensor features = network.features(new Rng(2).normal(2, 1, size, size));
      assertThat(features.shape()).containsExactly(2, SmallClassifier.FEATURES);
      assertThat(features.min().item()).isGreaterThanOrEqualTo(0);
      assertThat(features.isFinite()).isTrue();
      assertThat(network.logits(features).shape()).containsExactly(2, 10);
    }
  }

  /** Counted by hand: 9·in·out·side² for each convolution. */
  @ParameterizedTest
  @CsvSource({
    "1, 28, 112896 + 903168 + 903168 + 663552",
    "3, 32, 442368 + 1179648 + 1179648 + 1179648",
    "1,  8, 9216 + 73728 + 294912 + 1179648"
  })
  void theWorkIsWhatTheConvolutionsCost(int channels, int size, String sum) {
    long expected = Arrays.stream(sum.split(" \\+ ")).mapToLong(Long::parseLong).sum();
    try (SmallClassifier network = new SmallClassifier(channels, size, 2, init)) {
      assertThat(network.multiplications()).isEqualTo(expected);
    }
  }

  @Test
  void itSaysWhichImagesItTakes() {
    try (SmallClassifier network = new SmallClassifier(3, 16, 2, init)) {
      assertThatThrownBy(() -> network.features(Tensor.zeros(2, 1, 16, 16)))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("SmallClassifier.features(images)");
    }
  }
}
