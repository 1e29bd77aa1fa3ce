package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class PseudoAugmentationTest {
  private Scope scope;
  private Rng rng;

  @BeforeEach
  void open() {
    scope = new Scope();
    rng = new Rng(21);
  }

  @AfterEach
  void free() {
    rng.close();
    scope.close();
  }

  @Test
  void withProbabilityZeroTheRealOnesComeBackAndNothingIsDrawn() {
    Tensor real = Tensor.ones(4, 2);
    byte[] before = rng.state();
    assertThat(PseudoAugmentation.mix(real, Tensor.zeros(4, 2), 0, rng)).isSameAs(real);
    assertThat(rng.state()).isEqualTo(before);
  }

  @Test
  void withProbabilityOneAllAreGenerated() {
    Tensor fake = rng.normal(4, 3, 2, 2);
    assertThat(PseudoAugmentation.mix(Tensor.ones(4, 3, 2, 2), fake, 1, rng).sameAs(fake))
        .isTrue();
  }

  @Test
  void eachSampleIsOneOfTheTwoAtItsPlace() {
    int n = 1000;
    Tensor real = rng.normal(n, 3);
    Tensor fake = rng.normal(n, 3);
    Tensor mixed = PseudoAugmentation.mix(real, fake, 0.3, rng);
    int generated = 0;
    for (int i = 0; i < n; i++) {
      boolean isFake = mixed.select(0, i).sameAs(fake.select(0, i));
      assertThat(isFake || mixed.select(0, i).sameAs(real.select(0, i))).isTrue();
      generated += isFake ? 1 : 0;
    }
    assertThat((double) generated).isCloseTo(300, within(4 * Math.sqrt(n * 0.3 * 0.7)));
  }

  @Test
  void aGeneratedSampleThatIsNotFiniteHarmsNoOther() {
    Tensor fake = Tensor.of(new float[] {Float.NaN, Float.NaN}, 2, 1);
    Tensor real = Tensor.of(new float[] {1, 2}, 2, 1);
    assertThat(PseudoAugmentation.mix(real, fake, 1e-9, rng).sameAs(real)).isTrue();
  }

  @Test
  void gradientsReachTheGeneratedSamplesThatAreShown() {
    Tensor fake = Tensor.ones(6, 1).requireGradient();
    Tensor mixed = PseudoAugmentation.mix(Tensor.zeros(6, 1), fake, 0.5, rng);
    Tensor gradient = mixed.sum().gradients(List.of(fake)).get(0);
    assertThat(gradient.sameAs(mixed.detach())).isTrue();
    assertThat(gradient.sum().item()).isBetween(1.0, 5.0);
  }

  @Test
  void badProbabilitiesAndShapesAreRefused() {
    Tensor two = Tensor.ones(2, 3);
    assertThatThrownBy(() -> PseudoAugmentation.mix(two, two, Double.NaN, rng))
        .hasMessageContaining("p must be in [0,1], got NaN");
    assertThatThrownBy(() -> PseudoAugmentation.mix(two, Tensor.ones(2, 4), 0.5, rng))
        .hasMessageContaining("[2, 3] and [2, 4]");
  }
}
