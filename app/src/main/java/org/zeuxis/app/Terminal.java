package org.zeuxis.app;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How progress is shown: a bar where somebody watches, a line now and then where the output goes to
 * a file.
 */
final class Terminal {
  private Terminal() {}

  /**
   * From Java 22 on this holds with {@code -Djdk.console=java.base} only, which the launcher sets.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isWatched() {
    return System.console() != null;
  }

  static ProgressBar bar(String task, long total, String unit) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, 1)
        .setUpdateIntervalMillis(200)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .build();
  }

  /** For instance {@code 1:05} or {@code 2:03:09}. */
  static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
