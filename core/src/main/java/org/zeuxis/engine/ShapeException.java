package org.zeuxis.engine;

import java.util.Arrays;

/** A tensor has another shape than the method takes. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** For instance {@code Conv2d.forward(x): expected [N,C,H,W] = [*,3,*,*], got [4,1,28,28]}. */
  ShapeException(String where, String names, long[] expected, long[] got) {
    super(where + ": expected " + names + " = " + pattern(expected) + ", got " + text(got));
  }

  private static String pattern(long[] shape) {
    return text(shape).replace("-1", "*");
  }

  private static String text(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }
}
