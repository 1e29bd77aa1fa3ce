package org.zeuxis.data;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/**
 * Does numbered pieces of work on the calling thread and one more; the pieces are handed out in
 * order.
 */
final class PairOfThreads {
  /** The i-th piece. */
  interface Work {
    void doPiece(int i) throws IOException;
  }

  private static final int REPORT_EVERY = 64;

  private final int count;
  private final Work work;
  private final boolean goOn;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicReference<Throwable> crash = new AtomicReference<>();
  private final Map<Integer, IOException> failures = Collections.synchronizedMap(new TreeMap<>());

  private PairOfThreads(int count, Work work, boolean goOn) {
    this.count = count;
    this.work = work;
    this.goOn = goOn;
  }

  /**
   * Does all the pieces, or stops at the first failure.
   *
   * @param goOn does the other pieces too where some fail
   * @param report hears now and then, on the calling thread, how many pieces were handed out
   * @return the failures by piece; where {@code goOn} is off the first of them is the first there
   *     is
   */
  static Map<Integer, IOException> run(int count, Work work, boolean goOn, LongConsumer report) {
    PairOfThreads pair = new PairOfThreads(count, work, goOn);
    Thread second = new Thread(() -> pair.work(done -> {}), "zeuxis-decode");
    second.setDaemon(true);
    second.start();
    pair.work(report);
    join(second);
    Throwable crash = pair.crash.get();
    if (crash instanceof Error error) {
      throw error;
    }
    if (crash instanceof RuntimeException exception) {
      throw exception;
    }
    report.accept(count);
    return pair.failures;
  }

  private void work(LongConsumer report) {
    try {
      // Asks before it takes a piece: a piece once taken is done, so every piece before a failure
      // was tried.
      while (!stop.get()) {
        int i = next.getAndIncrement();
        if (i >= count) {
          return;
        }
        try {
          work.doPiece(i);
        } catch (IOException e) {
          failures.put(i, e);
          if (!goOn) {
            stop.set(true);
          }
        }
        if (i % REPORT_EVERY == 0) {
          report.accept(i);
        }
      }
    } catch (RuntimeException | Error e) {
      crash.compareAndSet(null, e);
      stop.set(true);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
