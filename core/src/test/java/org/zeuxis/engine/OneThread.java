package org.zeuxis.engine;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a class of tests on one thread of libtorch. Tiny tensors gain nothing by more, and where
 * other processes hold the cores, threads that wait for each other cost tenfold.
 */
public final class OneThread implements BeforeAllCallback, AfterAllCallback {
  private int before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = Engine.threads();
    Engine.setThreads(1);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Engine.setThreads(before);
  }
}
