package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdaPipeline.Group;
import org.zeuxis.objective.DiffAugment.Policy;

/** What holds for every augmentation, and how often the random ones do what they do. */
class AugmentationTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  static Stream<Augmentation> all() {
    return Stream.of(
        new DiffAugment(),
        new ConsistencyShift(),
        new AdaPipeline(),
        new AdaPipeline(EnumSet.allOf(Group.class)));
  }

  static Rng rng(long seed) {
    return new Rng(seed);
  }

  static Tensor images(long n, long c, long h, long w) {
    try (Rng rng = rng(11)) {
      return rng.normal(n, c, h, w).tanh();
    }
  }

  /** Four standard deviations of the number of n coins that fall on true. */
  static double fourSigma(int n, double p) {
    return 4 * Math.sqrt(n * p * (1 - p));
  }

  static int changed(Tensor before, Tensor after) {
    int changed = 0;
    for (int i = 0; i < before.size(0); i++) {
      try (Scope each = new Scope()) {
        changed += before.select(0, i).minus(after.select(0, i)).abs().max().item() > 1e-4 ? 1 : 0;
      }
    }
    return changed;
  }

  @ParameterizedTest
  @MethodSource("all")
  void probabilityZeroReturnsTheImagesAndDrawsNothing(Augmentation augmentation) {
    Tensor x = images(4, 3, 9, 8);
    try (Rng rng = rng(1)) {
      byte[] before = rng.state();
      assertThat(augmentation.apply(x, 0, rng).sameAs(x)).isTrue();
      assertThat(rng.state()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void equalSeedsGiveEqualImagesAndOthersOthers(Augmentation augmentation) {
    Tensor x = images(8, 3, 9, 8);
    try (Rng one = rng(1);
        Rng same = rng(1);
        Rng other = rng(2)) {
      Tensor y = augmentation.apply(x, 0.5, one);
      assertThat(augmentation.apply(x, 0.5, same).sameAs(y)).isTrue();
      assertThat(augmentation.apply(x, 0.5, other).sameAs(y)).isFalse();
      assertThat(augmentation.apply(x, 0.5, one).sameAs(y)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyNumberOfChannelsAndOddSidesKeepTheirShape(Augmentation augmentation) {
    long[][] shapes = {{3, 1, 28, 28}, {2, 2, 5, 7}, {2, 3, 1, 1}, {1, 4, 16, 9}};
    for (long[] shape : shapes) {
      Tensor x = images(shape[0], shape[1], shape[2], shape[3]);
      try (Rng rng = rng(3)) {
        Tensor y = augmentation.apply(x, 1, rng);
        assertThat(y.shape()).containsExactly(shape);
        assertThat(y.isFinite()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsReachAnImageFromItselfAlone(Augmentation augmentation) {
    Tensor x = images(6, 3, 16, 16).requireGradient();
    try (Rng rng = rng(4)) {
      Tensor y = augmentation.apply(x, 0.7, rng);
      Tensor gradient = y.select(0, 3).square().sum().gradients(List.of(x)).get(0);
      for (int i = 0; i < 6; i++) {
        boolean moved = gradient.select(0, i).abs().max().item() > 0;
        assertThat(moved).as("image " + i).isEqualTo(i == 3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void fewImagesAreChangedAtALowProbabilityAndMostAtAHighOne(Augmentation augmentation) {
    int n = 400;
    Tensor x = images(n, 3, 16, 16);
    try (NoGrad guard = new NoGrad();
        Rng rng = rng(5)) {
      int few = changed(x, augmentation.apply(x, 0.02, rng));
      int many = changed(x, augmentation.apply(x, 0.9, rng));
      // 15 operations at most, two of them of the corruption: 1 - 0.98^16 = 0.28.
      assertThat(few).isBetween(1, (int) (0.28 * n + fourSigma(n, 0.28)));
      assertThat(many).isGreaterThan((int) (0.85 * n - fourSigma(n, 0.85)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void probabilitiesOutsideZeroToOneAreRefused(double p) {
    Tensor x = images(1, 1, 4, 4);
    try (Rng rng = rng(1)) {
      all().forEach(augmentation -> assertThatThrownBy(() -> augmentation.apply(x, p, rng))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("p must be in [0,1], got " + p));
    }
  }

  @Test
  void otherShapesAndEmptySetsAreRefused() {
    try (Rng rng = rng(1)) {
      assertThatThrownBy(() -> new DiffAugment().apply(Tensor.ones(2, 3), 1, rng))
          .hasMessageContaining("DiffAugment.apply(images)")
          .hasMessageContaining("[2,3]");
    }
    assertThatThrownBy(() -> new DiffAugment(EnumSet.noneOf(Policy.class)))
        .hasMessageContaining("colour, translation, cutout")
        .hasMessageContaining("got none");
    assertThatThrownBy(() -> new AdaPipeline(EnumSet.noneOf(Group.class)))
        .hasMessageContaining("blit, geometric, colour, corruption")
        .hasMessageContaining("got none");
  }

  @Test
  void halfOfTheImagesAreFlipped() {
    int n = 1000;
    // On sides below 8 pixels nothing is shifted.
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 1, 1, 2).expand(n, 1, 1, 2).contiguous();
    try (Rng rng = rng(10)) {
      Tensor y = new ConsistencyShift().apply(x, 1, rng);
      assertThat((double) changed(x, y)).isCloseTo(n / 2.0, within(fourSigma(n, 0.5)));
      assertThat(y.sum().item()).isEqualTo(3.0 * n);
    }
  }
}
