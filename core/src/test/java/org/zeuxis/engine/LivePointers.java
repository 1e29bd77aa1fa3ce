package org.zeuxis.engine;

import org.bytedeco.javacpp.Pointer;

/**
 * How many native objects the binding has not freed yet, for tests of packages that do not know it.
 */
public final class LivePointers {
  private LivePointers() {}

  public static long count() {
    return Pointer.totalCount();
  }
}
