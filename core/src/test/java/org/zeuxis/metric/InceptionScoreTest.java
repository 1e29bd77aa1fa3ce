package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class InceptionScoreTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor classes(int n, int of) {
    long[] classes = new long[n];
    for (int i = 0; i < n; i++) {
      classes[i] = i % of;
    }
    return Functional.oneHot(Tensor.of(classes, n), of);
  }

  @Test
  void sureAndBalancedImagesScoreTheNumberOfClasses() {
    InceptionScore.Result score = InceptionScore.of(classes(700, 7));
    assertThat(score.mean()).isCloseTo(7, within(1e-12));
    assertThat(score.deviation()).isCloseTo(0, within(1e-12));
    assertThat(score.splits()).isEqualTo(10);
  }

  @Test
  void imagesOfOneClassScoreOne() {
    Tensor one = Functional.oneHot(Tensor.of(new long[20], 20), 4);
    assertThat(InceptionScore.of(one).mean()).isEqualTo(1);
  }

  @Test
  void imagesThatAreAllUnsureScoreOne() {
    assertThat(InceptionScore.of(Tensor.full(0.25, 40, 4)).mean()).isCloseTo(1, within(1e-12));
  }

  /** The first half knows two classes, the second one: 2 and 1. */
  @Test
  void splitsAreInTheOrderGiven() {
    long[] classes = {0, 1, 0, 1, 2, 2, 2, 2};
    Tensor probabilities = Functional.oneHot(Tensor.of(classes, 8), 3);
    InceptionScore.Result score = InceptionScore.of(probabilities, 2);
    assertThat(score.mean()).isCloseTo(1.5, within(1e-12));
    assertThat(score.deviation()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void deviationOverOneSplitIsRefused() {
    assertThatThrownBy(() -> InceptionScore.of(classes(20, 2), 1))
        .hasMessage("splits must be >= 2, got 1");
  }

  @Test
  void rowsThatAreNoProbabilitiesAreRefused() {
    assertThatThrownBy(() -> InceptionScore.of(Tensor.full(0.5, 20, 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("inception score: expected rows of probabilities, which sum to 1, got sums from"
            + " 1.5 to 1.5, smallest element 0.5");
    Tensor logits = Tensor.of(new float[] {2, -1}, 1, 2).expand(20, 2);
    assertThatThrownBy(() -> InceptionScore.of(logits))
        .hasMessageContaining("smallest element -1.0");
  }

  @Test
  void tooFewImagesForTheSplitsAreRefused() {
    assertThatThrownBy(() -> InceptionScore.of(classes(19, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("inception score: needs at least 20 generated images, got 19");
  }
}
