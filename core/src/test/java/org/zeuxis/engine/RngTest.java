package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zeuxis.Close.assertClose;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;

class RngTest {
  private static final Fixture FIXTURE = Fixture.load("numbers");

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void sameSeedGivesTheSameNumbers() {
    assertThat(new Rng(5).normal(7).sameAs(new Rng(5).normal(7))).isTrue();
    assertThat(new Rng(5).normal(7).sameAs(new Rng(6).normal(7))).isFalse();
  }

  /** As {@code torch.Generator().manual_seed(seed)}: small ones, and many at once. */
  @ParameterizedTest
  @ValueSource(longs = {7, 1234567890123L})
  void numbersArePyTorchs(long seed) {
    Rng rng = new Rng(seed);
    // Other vector instructions draw the same normal numbers but for the last bits.
    assertClose("normal", rng.normal(32, 6), FIXTURE.get(seed + "/normal_32x6"), 1e-6);
    assertClose("few normal", rng.normal(3), FIXTURE.get(seed + "/normal_then_3"), 1e-6);
    assertClose("uniform", rng.uniform(-1, 1, 5, 4), FIXTURE.get(seed + "/uniform_then_5x4"), 1e-6);
    assertThat(rng.bernoulli(0.3, 9).sameAs(FIXTURE.get(seed + "/bernoulli_then_9")))
        .isTrue();
    assertThat(rng.integers(100, 10).sameAs(FIXTURE.get(seed + "/integers_then_10")))
        .isTrue();
  }

  @Property(seed = "1", tries = 60)
  void restoredStreamContinuesBitForBit(
      @ForAll @IntRange(min = 0, max = 40) int before,
      @ForAll @IntRange(min = 1, max = 40) int after) {
    try (Scope step = new Scope()) {
      // An odd number of normals leaves one of a pair behind, which is state too.
      Rng rng = new Rng(9);
      rng.normal(before);
      byte[] state = rng.state();
      Tensor expected = rng.normal(after);
      Tensor expectedThen = rng.uniform(0, 1, after);
      Rng other = new Rng(1);
      other.restore(state);
      assertThat(other.normal(after).sameAs(expected)).isTrue();
      assertThat(other.uniform(0, 1, after).sameAs(expectedThen)).isTrue();
      assertThat(other.state()).isEqualTo(rng.state());
      rng.close();
      other.close();
    }
  }

  @Test
  void stateIsASnapshot() {
    Rng rng = new Rng(3);
    byte[] state = rng.state();
    Tensor first = rng.normal(5);
    rng.restore(state);
    assertThat(rng.normal(5).sameAs(first)).isTrue();
    rng.restore(state);
    assertThat(rng.normal(5).sameAs(first)).isTrue();
  }

  @Test
  void stateOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> new Rng(1).restore(new byte[3]))
        .hasMessage("random state: expected 5056 bytes, got 3");
  }

  @Test
  void stateThatIsNoneIsRefusedWithoutNativeFrames() {
    Rng rng = new Rng(1);
    byte[] before = rng.state();
    assertThatThrownBy(() -> rng.restore(new byte[5056])).hasMessageNotContaining("frame #");
    assertThat(rng.state()).isEqualTo(before);
  }

  @Test
  void streamsOfOneSeedAndDifferentPurposesDiffer() {
    String[] purposes = {"latents", "weights", "dropout", "", "l", "latentt", "tlatens"};
    for (String one : purposes) {
      for (String other : purposes) {
        assertThat(Rng.of(1, one).normal(4).sameAs(Rng.of(1, other).normal(4)))
            .as("%s, %s", one, other)
            .isEqualTo(one.equals(other));
      }
    }
    assertThat(Rng.of(1, "latents").normal(4).sameAs(Rng.of(2, "latents").normal(4)))
        .isFalse();
  }

  @Test
  void drawingFromOneStreamDoesNotMoveAnother() {
    Rng one = new Rng(1);
    Rng other = new Rng(1);
    one.normal(100);
    assertThat(other.normal(4).sameAs(new Rng(1).normal(4))).isTrue();
  }

  @Test
  void streamOutlivesTheScopeItWasMadeIn() {
    Rng rng;
    try (Scope inner = new Scope()) {
      rng = new Rng(4);
      rng.normal(3);
    }
    assertThat(rng.normal(3).isFinite()).isTrue();
    rng.close();
  }

  @Test
  void numbersStayInTheirRangeAndHaveTheirMoments() {
    int n = 20_000;
    Rng rng = new Rng(11);
    Tensor uniform = rng.uniform(-2, 6, n);
    assertThat(uniform.min().item()).isBetween(-2.0, -1.9);
    assertThat(uniform.max().item()).isBetween(5.9, 6.0);
    Tensor normal = rng.normal(n);
    // Five standard errors: 5/√n, 5/√(2n).
    assertThat(Math.abs(normal.mean().item())).isLessThan(5 / Math.sqrt(n));
    assertThat(Math.abs(normal.std().item() - 1)).isLessThan(5 / Math.sqrt(2.0 * n));
    Tensor bernoulli = rng.bernoulli(0.2, n);
    assertThat(Math.abs(bernoulli.mean().item() - 0.2)).isLessThan(5 * 0.4 / Math.sqrt(n));
    Tensor integers = rng.integers(6, n);
    assertThat(integers.type()).isEqualTo(DType.INT64);
    assertThat(integers.min().item()).isZero();
    assertThat(integers.max().item()).isEqualTo(5);
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    long[] numbers = new Rng(3).permutation(100).toLongs();
    assertThat(numbers).containsExactlyInAnyOrder(LongStream.range(0, 100).toArray());
    assertThat(numbers).isEqualTo(new Rng(3).permutation(100).toLongs());
    assertThat(numbers).isNotEqualTo(new Rng(4).permutation(100).toLongs());
  }
}
