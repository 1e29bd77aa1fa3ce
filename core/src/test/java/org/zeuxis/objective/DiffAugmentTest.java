package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.objective.AugmentationTest.changed;
import static org.zeuxis.objective.AugmentationTest.fourSigma;
import static org.zeuxis.objective.AugmentationTest.images;
import static org.zeuxis.objective.AugmentationTest.rng;

import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.DiffAugment.Policy;

/** Closed forms, and how often DiffAugment does what it does. */
class DiffAugmentTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void brightnessIsUniformOnEvenImages() {
    int n = 2000; // saturation and contrast leave an even image alone
    try (Rng rng = rng(6)) {
      Tensor y = new DiffAugment(EnumSet.of(Policy.COLOUR)).apply(Tensor.zeros(n, 3, 2, 2), 1, rng);
      Tensor added = y.select(1, 0).select(1, 0).select(1, 0);
      double sigma = Math.sqrt(1 / 12.0);
      assertThat(added.min().item()).isBetween(-0.5, -0.49);
      assertThat(added.max().item()).isBetween(0.49, 0.5);
      assertThat(added.mean().item()).isCloseTo(0, within(4 * sigma / Math.sqrt(n)));
      assertThat(added.std().item()).isCloseTo(sigma, within(0.02));
      assertThat(y.max(1).minus(y.select(1, 1)).max().item()).isZero();
    }
  }

  @Test
  void brightnessShiftsTheMeanByExactlyTheDrawnNumber() {
    Tensor x = Tensor.full(0.25, 2, 1, 4, 4);
    Tensor y = DiffAugment.colour(
        x, new double[] {0.125, -0.5}, new double[] {2, 0}, new double[] {1, 0.5});
    assertThat(y.mean(1, 2, 3).toFloats()).containsExactly(0.375f, -0.25f);
  }

  @Test
  void contrastKeepsTheMeanAndScalesTheDistance() {
    Tensor x = images(1, 3, 8, 8);
    Tensor y = DiffAugment.colour(x, new double[] {0}, new double[] {1}, new double[] {1.5});
    assertThat(y.mean().item()).isCloseTo(x.mean().item(), within(1e-6));
    assertThat(y.std().item()).isCloseTo(1.5 * x.std().item(), within(1e-5));
  }

  @Test
  void saturationZeroIsGrey() {
    Tensor x = images(1, 3, 8, 8);
    Tensor y = DiffAugment.colour(x, new double[] {0}, new double[] {0}, new double[] {1});
    assertThat(y.minus(x.mean(1).unsqueeze(1)).abs().max().item()).isLessThan(1e-6);
  }

  @Test
  void neutralNumbersLeaveEveryBit() {
    Tensor x = images(2, 3, 8, 8);
    double[] one = {1, 1};
    int[] none = {0, 0};
    assertThat(DiffAugment.colour(x, new double[2], one, one).sameAs(x)).isTrue();
    assertThat(DiffAugment.translate(x, none, none).sameAs(x)).isTrue();
    assertThat(ConsistencyShift.apply(x, new boolean[2], none, none).sameAs(x)).isTrue();
    assertThat(DiffAugment.cutout(x, new int[] {-99, 99}, none).sameAs(x)).isTrue();
  }

  @Test
  void everyShiftWithinAnEighthIsAsLikely() {
    int n = 1800;
    Tensor x = Tensor.ones(n, 1, 16, 16);
    try (Rng rng = rng(7)) {
      float[] left = new DiffAugment(EnumSet.of(Policy.TRANSLATION))
          .apply(x, 1, rng)
          .max(2)
          .sum(2)
          .toFloats(); // columns that are not empty
      int[] counts = new int[3];
      for (float columns : left) {
        counts[16 - (int) columns]++;
      }
      assertThat((double) counts[0]).isCloseTo(n / 5.0, within(fourSigma(n, 0.2)));
      assertThat((double) counts[1]).isCloseTo(n * 0.4, within(fourSigma(n, 0.4)));
      assertThat((double) counts[2]).isCloseTo(n * 0.4, within(fourSigma(n, 0.4)));
    }
  }

  @Test
  void cutoutTakesAQuarterAtMostAndASixteenthAtLeast() {
    int n = 1000;
    try (Rng rng = rng(8)) {
      float[] kept = new DiffAugment(EnumSet.of(Policy.CUTOUT))
          .apply(Tensor.ones(n, 1, 16, 16), 1, rng)
          .mean(1, 2, 3)
          .toFloats();
      double sum = 0;
      for (float share : kept) {
        assertThat(share).isBetween(0.75f, 15 / 16f);
        sum += 1 - share;
      }
      // Centres 0 … 16: a side of 8 shows 8 - |beyond| columns, on average (9·8+2·(4+5+6+7))/17.
      double side = (9 * 8 + 2 * (4 + 5 + 6 + 7)) / 17.0 / 16;
      assertThat(sum / n).isCloseTo(side * side, within(4 * 0.06 / Math.sqrt(n)));
    }
  }

  @Test
  void anImageIsChangedAsAWholeWithTheGivenProbability() {
    int n = 1000;
    Tensor x = images(n, 1, 16, 16);
    try (Rng rng = rng(9)) {
      int changed = changed(x, new DiffAugment().apply(x, 0.3, rng));
      assertThat((double) changed).isCloseTo(0.3 * n, within(fourSigma(n, 0.3)));
    }
  }
}
