package org.zeuxis.engine;

import org.bytedeco.javacpp.Pointer;

/**
 * How many native objects the binding has not freed yet, for tests of packages that do not know it.
 * What earlier tests left may be collected at any time, so a test asks for at most what was there
 * before, never for as many.
 */
public final class LivePointers {
  private LivePointers() {}

  public static long count() {
    return Pointer.totalCount();
  }
}
