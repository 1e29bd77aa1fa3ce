package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ContentSimilarityTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor image(float... values) {
    return Tensor.of(values, 1, 1, 1, values.length);
  }

  @Test
  void foregroundThatIsShiftedAsAWholeCostsNothing() {
    Tensor x = new Rng(1).uniform(-0.7, 0.5, 3, 2, 4, 4);
    assertThat(ContentSimilarity.of(x, x).item()).isZero();
    assertThat(ContentSimilarity.of(x, x.plus(0.4)).item()).isCloseTo(0, within(1e-6));
    assertThat(ContentSimilarity.of(x, x.minus(0.2)).item()).isCloseTo(0, within(1e-6));
  }

  @Test
  void backgroundCostsNothing() {
    Tensor x = image(-1, 0.5f, -0.81f, 0.9f);
    assertThat(ContentSimilarity.of(x, image(0.7f, 0.5f, -0.3f, 0.9f)).item()).isZero();
  }

  /** Differences 0.2 and 0.6: mean 0.4, variance 0.04. */
  @Test
  void itIsTheVarianceOfTheDifferencesInTheForeground() {
    Tensor x = image(-1, 0.5f, -1, 0.9f);
    assertThat(ContentSimilarity.of(x, image(1, 0.3f, 1, 0.3f)).item())
        .isCloseTo(0.04, within(1e-7));
  }

  /** The mean over pairs of pixels of half the square of what changed between the two. */
  @Test
  void itIsAMeanOverPairs() {
    Tensor x = new Rng(2).uniform(0, 1, 1, 1, 2, 3);
    Tensor made = new Rng(3).uniform(0, 1, 1, 1, 2, 3);
    double[] d = x.minus(made).toDoubles();
    double sum = 0;
    for (double a : d) {
      for (double b : d) {
        sum += (a - b) * (a - b) / 2;
      }
    }
    assertThat(ContentSimilarity.of(x, made).item())
        .isCloseTo(sum / (d.length * d.length), within(1e-6));
  }

  /** An image without a foreground costs 0, and that is a part of the mean. */
  @Test
  void itIsAMeanOverImages() {
    Tensor x = Tensor.of(new float[] {0.5f, 0.9f, -1, -1}, 2, 1, 1, 2);
    Tensor made = Tensor.of(new float[] {0.3f, 0.3f, 0.2f, -0.4f}, 2, 1, 1, 2);
    assertThat(ContentSimilarity.of(x, made).item()).isCloseTo(0.02, within(1e-7));
  }

  /** Of Σd²/k - (Σd)²/k² by made: -2(d - mean d)/k in the foreground, 0 elsewhere. */
  @Test
  void gradientPullsTheForegroundTowardsItsMeanDifference() {
    Tensor made = image(1, 0.3f, 1, 0.3f).requireGradient();
    Tensor loss = ContentSimilarity.of(image(-1, 0.5f, -1, 0.9f), made);
    assertThat(loss.gradientWithRespectTo(made).toFloats())
        .containsExactly(new float[] {0, 0.2f, 0, -0.2f}, within(1e-6f));
  }

  @Test
  void otherShapesAreNamed() {
    assertThatThrownBy(() -> ContentSimilarity.of(image(0, 1), image(0, 1, 0)))
        .hasMessage("ContentSimilarity.of(made): expected [N,C,H,W] = [1,1,1,2], got [1,1,1,3]");
  }
}
