package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.LivePointers;

/** What every lab promises. */
final class Holds {
  /** Threads of other tests have a few; a lab that leaks leaves one a step, of thousands. */
  private static final long STRAY = 100;

  private Holds() {}

  /** All numbers agree with theory, and nothing stays in native memory. */
  static LabReport assertHolds(Lab lab, long seed) {
    long before = LivePointers.count();
    LabReport report = lab.run(seed, ProgressListener.NONE);
    assertThat(report.checks()).isNotEmpty();
    assertThat(report.checks().stream().filter(check -> !check.holds()))
        .as("checks of %s that fail with seed %d", lab.name(), seed)
        .isEmpty();
    assertThat(LivePointers.count()).as("live pointers").isLessThan(before + STRAY);
    return report;
  }

  /** Another run of the same seed gives the same numbers. */
  static void assertRepeats(Lab lab, LabReport report, long seed) {
    assertThat(lab.run(seed, ProgressListener.NONE).checks()).isEqualTo(report.checks());
  }

  /** Frames enough to move, small enough for a page. */
  static void assertDrawn(LabReport report) {
    assertThat(report.text()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(report.plots()).anySatisfy(plot -> assertThat(frames(plot)).isBetween(20, 60));
    for (Plot plot : report.plots()) {
      if (plot instanceof Plot.Plane plane) {
        plane.frames().forEach(frame -> {
          assertThat(frame.field().length).isLessThanOrEqualTo(48);
          for (double[] row : frame.field()) {
            assertThat(row.length).isLessThanOrEqualTo(48);
          }
        });
      }
    }
  }

  private static int frames(Plot plot) {
    return plot instanceof Plot.Curves curves
        ? curves.frames().size()
        : ((Plot.Plane) plot).frames().size();
  }
}
