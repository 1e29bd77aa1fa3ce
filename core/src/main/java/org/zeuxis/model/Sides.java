package org.zeuxis.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The sides of a network's square maps. */
final class Sides {
  private Sides() {}

  /**
   * The image's side, halved (odd ones rounded up) until at most {@code largestBase} is left, from
   * the smallest map to the image.
   */
  static List<Integer> upTo(int size, int largestBase) {
    Deque<Integer> sides = new ArrayDeque<>();
    sides.push(size);
    while (sides.peek() > largestBase) {
      sides.push((sides.peek() + 1) / 2);
    }
    return new ArrayList<>(sides);
  }
}
