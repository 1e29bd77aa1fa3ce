package org.zeuxis.app;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C asks the work to stop, and the process ends when this has been closed. */
final class Interruption implements AutoCloseable {
  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param stop asks the work to stop; called on another thread
   */
  Interruption(Runnable stop) {
    hook = new Thread(
        () -> {
          stop.run();
          try {
            saved.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "zeuxis-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the process is ending: after closing nobody else can say anything. */
  boolean happened() {
    return hook.isAlive();
  }

  @Override
  public void close() {
    saved.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs, and the exit code is the signal's (130 for
      // Ctrl-C).
    }
  }
}
