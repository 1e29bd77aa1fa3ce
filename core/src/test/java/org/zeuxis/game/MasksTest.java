package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class MasksTest {
  private final Scope scope = new Scope();
  private final Masks centre = new Masks(Masks.Kind.CENTRE);
  private final Masks random = new Masks(Masks.Kind.RANDOM);

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void centreIsTheMiddleQuarterAndDrawsNothing() {
    Rng rng = new Rng(1);
    byte[] before = rng.state();
    Tensor masks = centre.draw(rng, 2, 8, 12);
    assertThat(rng.state()).isEqualTo(before);
    assertThat(masks.shape()).containsExactly(2, 1, 8, 12);
    assertThat(masks.sum().item()).isEqualTo(2 * 4 * 6);
    assertThat(masks.narrow(2, 2, 4).narrow(3, 3, 6).min().item()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"32,32", "64,64", "48,96", "16,16"})
  void randomRectanglesCoverAboutAQuarter(int height, int width) {
    Tensor masks = random.draw(new Rng(7), 200, height, width);
    assertThat(masks.countNonZero()).isEqualTo(Math.round(masks.sumAsDouble())); // 0 and 1 alone
    Tensor share = masks.mean(1, 2, 3);
    assertThat(share.mean().item()).isCloseTo(0.25, within(0.02));
    assertThat(share.min().item()).isGreaterThanOrEqualTo(0.22f);
    assertThat(share.max().item())
        .isLessThan(0.22 + 1 / 6.0); // one rectangle of a third by a third more
    // Everywhere, and nowhere always.
    Tensor often = masks.mean(0);
    assertThat(often.max().item()).isLessThan(0.6);
    assertThat(often
            .narrow(1, height / 4, height / 2)
            .narrow(2, width / 4, width / 2)
            .min()
            .item())
        .isGreaterThan(0.1);
  }

  @Test
  void streamDeterminesMasksAndGoesOn() {
    Tensor four = random.draw(new Rng(3), 4, 16, 16);
    Rng rng = new Rng(3);
    Tensor two = random.draw(rng, 2, 16, 16);
    byte[] saved = rng.state();
    Tensor next = random.draw(rng, 2, 16, 16);
    assertThat(Tensor.cat(List.of(two, next), 0).sameAs(four)).isTrue();
    rng.restore(saved);
    assertThat(random.draw(rng, 2, 16, 16).sameAs(next)).isTrue();
    assertThat(next.sameAs(two)).isFalse();
  }

  @Test
  void shownMasksAreTheSameHoweverMany() {
    Tensor many = random.shown(5, 16, 16);
    assertThat(random.shown(2, 16, 16).sameAs(many.narrow(0, 0, 2))).isTrue();
  }
}
