package org.zeuxis.app;

import me.tongfei.progressbar.ProgressBar;
import org.zeuxis.data.ProgressListener;

/** Shows the reading of data that takes long. */
final class ReadingProgress implements ProgressListener, AutoCloseable {
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final boolean quiet;
  private ProgressBar bar;
  private String task = "";
  private long began;

  ReadingProgress(boolean quiet) {
    this.quiet = quiet;
  }

  @Override
  public void progress(String newTask, long done, long total) {
    if (!task.equals(newTask)) {
      close();
      task = newTask;
      began = System.nanoTime();
    }
    boolean finished = done == total;
    if (bar == null && !finished && !quiet && System.nanoTime() - began > PATIENCE_NANOS) {
      if (Terminal.isWatched()) {
        bar = Terminal.bar(task, total, "");
      } else {
        System.err.println(task + " ...");
        began = Long.MAX_VALUE; // once is enough
      }
    }
    if (bar != null) {
      bar.stepTo(done);
      if (finished) {
        close();
      }
    }
  }

  @Override
  public void note(String message) {
    System.err.println(message);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
