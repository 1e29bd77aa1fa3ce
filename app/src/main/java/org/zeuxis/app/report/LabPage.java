package org.zeuxis.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.lab.Check;
import org.zeuxis.lab.LabReport;
import org.zeuxis.lab.Plot;

/** The page of a lab: what was done, numbers beside their theory, pictures that move. */
public final class LabPage {
  /** Finer than a picture can show, and a third of the digits. */
  private static final MathContext DRAWN = new MathContext(5);

  private LabPage() {}

  /** A check as the page shows it. */
  record ShownCheck(
      String quantity,
      double measured,
      double expected,
      double tolerance,
      String source,
      boolean holds) {
    static ShownCheck of(Check check) {
      return new ShownCheck(
          check.quantity(),
          check.measured(),
          check.expected(),
          check.tolerance(),
          check.source(),
          check.holds());
    }
  }

  /**
   * A plot and which one it is.
   *
   * @param kind {@code curves} or {@code plane}
   */
  record Picture(String kind, Plot plot) {
    static Picture of(Plot plot) {
      return plot instanceof Plot.Curves curves
          ? new Picture("curves", rounded(curves))
          : new Picture("plane", rounded((Plot.Plane) plot));
    }
  }

  /** What the page's script draws. */
  record Content(
      String name,
      String title,
      long seed,
      List<String> text,
      List<ShownCheck> checks,
      List<Picture> plots) {}

  /**
   * Writes the page.
   *
   * @param out the file, whose directory is there
   * @param seed that the lab was run with
   * @throws org.zeuxis.InvalidInputException if the file cannot be written
   */
  public static void write(Path out, LabReport report, long seed) {
    Page.write(out, html(report, seed));
  }

  static String html(LabReport report, long seed) {
    return Page.fill(
        "lab.html",
        report.title() + ", a Zeuxis lab",
        new Content(
            report.name(),
            report.title(),
            seed,
            report.text(),
            report.checks().stream().map(ShownCheck::of).toList(),
            report.plots().stream().map(Picture::of).toList()));
  }

  private static Plot.Curves rounded(Plot.Curves plot) {
    return new Plot.Curves(
        plot.title(),
        plot.xLabel(),
        plot.yLabel(),
        plot.logarithmic(),
        rounded(plot.x()),
        plot.frames().stream()
            .map(frame -> new Plot.CurvesFrame(
                frame.caption(),
                frame.series().stream()
                    .map(s -> new Plot.Series(s.name(), rounded(s.y()), s.theory()))
                    .toList()))
            .toList());
  }

  private static Plot.Plane rounded(Plot.Plane plot) {
    return new Plot.Plane(
        plot.title(),
        plot.xLabel(),
        plot.yLabel(),
        plot.from(),
        plot.to(),
        plot.frames().stream()
            .map(frame -> new Plot.PlaneFrame(
                frame.caption(),
                Arrays.stream(frame.field()).map(LabPage::rounded).toArray(double[][]::new),
                frame.clouds().stream()
                    .map(c -> new Plot.Cloud(c.name(), rounded(c.x()), rounded(c.y()), c.joined()))
                    .toList()))
            .toList());
  }

  private static double[] rounded(double[] values) {
    return Arrays.stream(values)
        .map(v -> Double.isFinite(v) ? new BigDecimal(v).round(DRAWN).doubleValue() : v)
        .toArray();
  }
}
