package org.zeuxis.engine;

import org.bytedeco.pytorch.NoGradGuard;

/** While it is open, operations on this thread are not recorded for differentiation. */
public final class NoGrad implements AutoCloseable {
  private final NoGradGuard raw;

  public NoGrad() {
    Engine.load();
    raw = new NoGradGuard();
  }

  @Override
  public void close() {
    raw.close();
  }
}
