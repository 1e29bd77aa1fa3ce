package org.zeuxis.engine;

import org.bytedeco.pytorch.AutoGradMode;

/**
 * While it is open, operations on this thread are recorded for differentiation, even inside a
 * {@link NoGrad}: for what trains in the middle of something that does not.
 */
public final class WithGrad implements AutoCloseable {
  private final AutoGradMode raw;

  public WithGrad() {
    Engine.load();
    raw = new AutoGradMode(true);
  }

  @Override
  public void close() {
    raw.close();
  }
}
