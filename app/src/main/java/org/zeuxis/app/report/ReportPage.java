package org.zeuxis.app.report;

import java.nio.file.Path;

/**
 * The page about one run: samples, what the doctor says, curves, metrics with their protocols, the
 * recipe.
 */
public final class ReportPage {
  private ReportPage() {}

  /**
   * Writes the page of a run, also of one that is being trained.
   *
   * @param run a run directory, which is only read
   * @param out the file, whose directory is there
   * @throws org.zeuxis.InvalidInputException if the run cannot be read or the file not be written
   */
  public static void write(Path run, Path out) {
    Page.write(out, html(run));
  }

  static String html(Path run) {
    RunReport report = RunReport.of(run);
    return Page.fill("report.html", report.facts().run() + ", a Zeuxis run", report);
  }
}
