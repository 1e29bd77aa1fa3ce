package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  private final Confusion pets =
      new Confusion(List.of("cat", "dog", "hen"), new long[][] {{3, 1, 0}, {2, 2, 0}, {0, 0, 2}});

  @Test
  void accuracyIsTheShareThatWasTakenForWhatItIs() {
    assertThat(pets.images()).isEqualTo(10);
    assertThat(pets.accuracy()).isEqualTo(0.7);
    assertThat(pets.accuracy(0)).isEqualTo(0.75);
    assertThat(pets.accuracy(1)).isEqualTo(0.5);
  }

  /** By hand: 2·3/(4+5), 2·2/(4+3), 2·2/(2+2). */
  @Test
  void macroF1IsTheMeanOverClassesHoweverManyImagesTheyHave() {
    assertThat(pets.macroF1()).isCloseTo((6 / 9.0 + 4 / 7.0 + 1) / 3, within(1e-12));
  }

  @Test
  void classesThatNeitherOccurNorAreNamedDoNotCount() {
    Confusion absent =
        new Confusion(List.of("a", "b", "c"), new long[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    assertThat(absent.macroF1()).isEqualTo(1);
    assertThat(absent.accuracy(2)).isNaN();
  }

  @Test
  void theTableIsSquare() {
    assertThatThrownBy(() -> new Confusion(List.of("a", "b"), new long[][] {{1, 0}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("confusion: expected 2x2");
  }
}
