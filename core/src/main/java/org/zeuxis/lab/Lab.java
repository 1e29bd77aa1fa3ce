package org.zeuxis.lab;

import org.zeuxis.data.ProgressListener;

/** An experiment on a small problem whose answer theory gives. */
public interface Lab {
  /** As the command line names it. */
  String name();

  /** The question in a few words. */
  String title();

  /**
   * Runs it, in at most a minute on two cores. Equal seeds give equal reports.
   *
   * @param progress hears of what takes long
   */
  LabReport run(long seed, ProgressListener progress);
}
