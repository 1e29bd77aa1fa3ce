package org.zeuxis.lab;

import java.util.List;
import java.util.stream.LongStream;

/**
 * When a film of a training takes its frames: densely at the beginning, where most happens, the
 * last at its end.
 */
record Moments(int frames, long steps) {
  Moments {
    if (frames < 2 || steps < 1) {
      throw new IllegalArgumentException(
          "Moments: expected frames >= 2 and steps >= 1, got " + frames + ", " + steps);
    }
  }

  /** Whether a frame is due after so many steps. */
  boolean due(long step) {
    return step == 0 || frame(step) > frame(step - 1);
  }

  /** The steps at which one is due. */
  List<Long> all() {
    return LongStream.rangeClosed(0, steps).filter(this::due).boxed().toList();
  }

  private long frame(long step) {
    return (long) Math.floor((frames - 1) * Math.sqrt((double) step / steps));
  }
}
