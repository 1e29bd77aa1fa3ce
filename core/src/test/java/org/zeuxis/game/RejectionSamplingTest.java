package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.engine.Tensor;

class RejectionSamplingTest {
  private static final long SEED = 11;
  private static final int COUNT = 4000;
  private static final LatentSource PRIOR = LatentSource.prior(Toy.LATENT);

  private static RejectionSampling sampling(Toy toy, int classes, double percentile) {
    return new RejectionSampling(
        PRIOR, toy.judge(), toy.verdicts(20_000, classes, SEED), percentile);
  }

  @Test
  void samplesAsTheyComeAreNotThoseOfTheData() {
    assertThat(Toy.distanceFromData(Toy.draw(PRIOR, COUNT, 1, SEED), 0))
        .isGreaterThan(10 * Toy.critical(COUNT));
  }

  @Test
  void withAPerfectDiscriminatorSamplesAreThoseOfTheData() {
    double[] samples = Toy.draw(sampling(new Toy(1, 0), 1, 0), COUNT, 1, SEED);
    assertThat(Toy.distanceFromData(samples, 0)).isLessThan(Toy.critical(COUNT));
  }

  @Test
  void calibrationUndoesADistortionOfTheLogit() {
    double[] samples = Toy.draw(sampling(new Toy(3, -5), 1, 0), COUNT, 1, SEED);
    assertThat(Toy.distanceFromData(samples, 0)).isLessThan(Toy.critical(COUNT));
  }

  @Test
  void eachClassIsSelectedByItself() {
    double[] samples = Toy.draw(sampling(new Toy(1, 0), 2, 0), 2 * COUNT, 2, SEED);
    for (int label = 0; label < 2; label++) {
      double[] some = Toy.ofClass(samples, 2, label);
      assertThat(Toy.distanceFromData(some, label)).isLessThan(Toy.critical(COUNT));
      assertThat(Toy.distanceFromData(some, 1 - label)).isGreaterThan(10 * Toy.critical(COUNT));
    }
  }

  /** Three verdicts of a kind, all right: σ(slope) = 4/5, so D̃ is ± ln 4; later, 0 and ln 4. */
  @Test
  void maximumRisesWhenALargerLogitAppears() {
    Verdicts verdicts =
        new Verdicts(new double[] {1, 1, 1}, new long[3], new double[] {-1, -1, -1});
    LatentJudge half = (z, labels) -> {
      double[] x = z.toDoubles();
      return Tensor.of(Arrays.stream(x).map(v -> v > 0 ? 1 : 0).toArray(), x.length);
    };
    double[] samples = Toy.draw(new RejectionSampling(PRIOR, half, verdicts, 0), COUNT, 1, SEED);
    double share = Arrays.stream(samples).filter(x -> x > 0).count() / (double) COUNT;
    // All of the one half and exp(-ln 4) of the other; 3.3 deviations.
    assertThat(share).isCloseTo(0.8, within(0.021));
  }

  @Test
  void higherPercentileKeepsWhatTheDiscriminatorLikesMore() {
    Toy toy = new Toy(1, 0);
    double before = Double.NEGATIVE_INFINITY;
    for (double percentile : new double[] {20, 80, 95}) {
      double mean = meanLogit(toy, Toy.draw(sampling(toy, 1, percentile), COUNT, 1, SEED));
      assertThat(mean).isGreaterThan(before);
      before = mean;
    }
  }

  private static double meanLogit(Toy toy, double[] x) {
    Tensor logits =
        toy.judge().logits(Tensor.of(x, x.length, 1), Tensor.of(new long[x.length], x.length));
    return Arrays.stream(logits.toDoubles()).average().orElseThrow();
  }

  @Test
  void percentileIsThatOfNumpy() {
    double[] values = {4, 1, 3, 2};
    assertThat(RejectionSampling.percentile(values, 80)).isCloseTo(3.4, within(1e-12));
    assertThat(RejectionSampling.percentile(values, 50)).isCloseTo(2.5, within(1e-12));
    assertThat(RejectionSampling.percentile(new double[] {7}, 80)).isEqualTo(7);
  }

  @Test
  void equalSeedsGiveEqualSamples() {
    double[] first = Toy.draw(sampling(new Toy(1, 0), 1, 80), 50, 1, SEED);
    assertThat(Toy.draw(sampling(new Toy(1, 0), 1, 80), 50, 1, SEED)).isEqualTo(first);
    assertThat(Toy.draw(sampling(new Toy(1, 0), 1, 80), 50, 1, SEED + 1)).isNotEqualTo(first);
  }

  @Test
  void givesUpWhereNothingIsKept() {
    Verdicts verdicts = new Verdicts(
        new double[] {1000, 1000, 1000}, new long[3], new double[] {-1000, 1000, -1000});
    LatentJudge never = (z, labels) -> Tensor.full(-1e6, z.size(0));
    assertThatThrownBy(() -> Toy.draw(new RejectionSampling(PRIOR, never, verdicts, 0), 1, 1, SEED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("rejection: keeps none of 256000 samples");
  }

  @Test
  void nonsenseIsRefused() {
    Toy toy = new Toy(1, 0);
    assertThatThrownBy(() -> sampling(toy, 1, 100))
        .hasMessage("rejection: percentile: expected in [0,100), got 100.0");
    LatentJudge broken = (z, labels) -> Tensor.full(Double.NaN, z.size(0));
    RejectionSampling source = new RejectionSampling(PRIOR, broken, toy.verdicts(10, 1, 1), 80);
    assertThatThrownBy(() -> Toy.draw(source, 1, 1, SEED))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("the discriminator's logits are not finite");
    assertThatThrownBy(() -> new Verdicts(new double[2], new long[2], new double[1]))
        .hasMessageContaining("got 2, 2 and 1");
  }
}
