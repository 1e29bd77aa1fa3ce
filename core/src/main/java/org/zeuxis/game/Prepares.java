package org.zeuxis.game;

import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;

/** The ability to learn something of the data before the first iteration. */
public interface Prepares {
  /**
   * Learns. Once, as a training begins: what was learnt is among the networks that are saved, so a
   * training that goes on has it from its checkpoint.
   *
   * @param progress hears how far it has come
   */
  void prepare(Dataset data, ProgressListener progress);
}
