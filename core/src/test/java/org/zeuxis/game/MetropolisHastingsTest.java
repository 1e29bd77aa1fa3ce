package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Tensor;

class MetropolisHastingsTest {
  private static final long SEED = 12;
  private static final int COUNT = 4000;

  /** p_data/p_generator is at most 2.03, so what is left of the start is below (1-1/2.03)^40. */
  private static final int CHAIN = 40;

  private static final LatentSource PRIOR = LatentSource.prior(Toy.LATENT);

  private static MetropolisHastings sampling(Toy toy, int classes, int chain) {
    return new MetropolisHastings(PRIOR, toy.judge(), toy.verdicts(20_000, classes, SEED), chain);
  }

  @Test
  void withAPerfectDiscriminatorSamplesAreThoseOfTheData() {
    double[] samples = Toy.draw(sampling(new Toy(1, 0), 1, CHAIN), COUNT, 1, SEED);
    assertThat(Toy.distanceFromData(samples, 0)).isLessThan(Toy.critical(COUNT));
    assertThat(Toy.distanceFromData(Toy.draw(PRIOR, COUNT, 1, SEED), 0))
        .isGreaterThan(10 * Toy.critical(COUNT));
  }

  @Test
  void calibrationUndoesADistortionOfTheLogit() {
    double[] samples = Toy.draw(sampling(new Toy(0.2, 9), 1, CHAIN), COUNT, 1, SEED);
    assertThat(Toy.distanceFromData(samples, 0)).isLessThan(Toy.critical(COUNT));
  }

  @Test
  void eachClassIsSelectedByItself() {
    double[] samples = Toy.draw(sampling(new Toy(1, 0), 2, CHAIN), 2 * COUNT, 2, SEED);
    for (int label = 0; label < 2; label++) {
      double[] some = Toy.ofClass(samples, 2, label);
      assertThat(Toy.distanceFromData(some, label)).isLessThan(Toy.critical(COUNT));
      assertThat(Toy.distanceFromData(some, 1 - label)).isGreaterThan(10 * Toy.critical(COUNT));
    }
  }

  /**
   * A discriminator of two logits, 0 and 1, the generator's samples half and half. Of 300 real and
   * 300 generated verdicts, 75 and 225 are 0, so that D is 1/4 there and 3/4 at 1, and the odds 3
   * and 1/3. One step from a real sample at 0 moves to any; from one at 1 it moves to 1 always, to
   * 0 with (1/3)/3 = 1/9.
   */
  @Test
  void stepIsAcceptedWithTheRatioOfOdds() {
    double[] real = new double[300];
    Arrays.fill(real, 75, 300, 1);
    double[] generated = new double[300];
    Arrays.fill(generated, 225, 300, 1);
    LatentJudge sign = (z, labels) -> {
      double[] x = z.toDoubles();
      return Tensor.of(Arrays.stream(x).map(v -> v > 0 ? 1 : 0).toArray(), x.length);
    };
    Verdicts verdicts = new Verdicts(real, new long[300], generated);
    double[] samples = Toy.draw(new MetropolisHastings(PRIOR, sign, verdicts, 1), COUNT, 1, SEED);
    double positive = Arrays.stream(samples).filter(x -> x > 0).count() / (double) COUNT;
    // First step: from 0 (1/4) half each; from 1 (3/4) 1/2 to 1, 1/18 to 0, 4/9 stay and restart:
    // half of those begin at 0, whose one step goes half each, half at 1, which they leave for 0
    // with 1/18.
    double stuck = 0.75 * 4 / 9;
    double restarted = 0.5 * 0.5 + 0.5 * (1 - 1.0 / 18);
    assertThat(positive).isCloseTo(0.125 + 0.375 + stuck * restarted, within(0.026));
  }

  @Test
  void chainThatAcceptsNothingBeginsAgainAtAGeneratedSample() {
    Verdicts verdicts =
        new Verdicts(new double[] {5, 5, 5}, new long[3], new double[] {-5, -5, -5});
    LatentJudge worst = (z, labels) -> Tensor.full(-5, z.size(0));
    double[] samples = Toy.draw(new MetropolisHastings(PRIOR, worst, verdicts, 1), 200, 1, SEED);
    assertThat(samples).hasSize(200).doesNotContain(0);
  }

  @Test
  void equalSeedsGiveEqualSamples() {
    double[] first = Toy.draw(sampling(new Toy(1, 0), 1, 7), 50, 1, SEED);
    assertThat(Toy.draw(sampling(new Toy(1, 0), 1, 7), 50, 1, SEED)).isEqualTo(first);
    assertThat(Toy.draw(sampling(new Toy(1, 0), 1, 7), 50, 1, SEED + 1)).isNotEqualTo(first);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> sampling(new Toy(1, 0), 1, 0))
        .hasMessage("metropolis-hastings: chain: expected >= 1, got 0");
  }
}
