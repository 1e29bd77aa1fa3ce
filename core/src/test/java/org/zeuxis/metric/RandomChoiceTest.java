package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomChoiceTest {
  @Test
  void choiceIsRisingAndOfDifferentNumbers() {
    assertThat(RandomChoice.of(100, 40, 3))
        .hasSize(40)
        .isSorted()
        .doesNotHaveDuplicates()
        .isNotEqualTo(RandomChoice.of(100, 40, 4));
  }

  @Test
  void orderHoldsEachNumberOnceAndEachTenthIsFromEverywhere() {
    int[] order = RandomChoice.order(1000, 1);
    boolean[] seen = new boolean[1000];
    for (int start = 0; start < 1000; start += 100) {
      int low = 0;
      for (int i = start; i < start + 100; i++) {
        seen[order[i]] = true;
        low += order[i] < 500 ? 1 : 0;
      }
      // Of 100 draws from 1000 without replacement: mean 50, deviation 4.7.
      assertThat(low).isBetween(30, 70);
    }
    assertThat(seen).doesNotContain(false);
  }
}
