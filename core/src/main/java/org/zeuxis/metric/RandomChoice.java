package org.zeuxis.metric;

import java.util.Arrays;
import java.util.Random;

/** Draws without replacement. */
final class RandomChoice {
  private RandomChoice() {}

  /**
   * Some of the numbers 0 … count-1, each set of them equally probable, in rising order.
   *
   * @param wanted 0 … count
   */
  static int[] of(int count, int wanted, long seed) {
    int[] chosen = Arrays.copyOf(shuffled(count, wanted, seed), wanted);
    Arrays.sort(chosen);
    return chosen;
  }

  /** The numbers 0 … count-1, each order of them equally probable. */
  static int[] order(int count, long seed) {
    return shuffled(count, count, seed);
  }

  private static int[] shuffled(int count, int wanted, long seed) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    // Java prescribes every bit that this generator gives, so that a seed means the same anywhere.
    Random random = new Random(seed);
    for (int i = 0; i < wanted; i++) { // the first steps of Fisher and Yates
      int j = i + random.nextInt(count - i);
      int drawn = numbers[j];
      numbers[j] = numbers[i];
      numbers[i] = drawn;
    }
    return numbers;
  }
}
