package org.zeuxis.run;

import java.util.TreeMap;

/**
 * {@code state.json} of a checkpoint: what a resumed training needs besides tensors.
 *
 * @param format version of the checkpoint's layout
 * @param zeuxis the version that wrote it
 * @param step iterations done
 * @param position samples drawn from the data's endless stream
 * @param threads that operations used: another number gives other last bits
 * @param device that it was trained on
 * @param streams states of the random streams by name, in Base64
 */
public record TrainingState(
    int format,
    String zeuxis,
    long step,
    long position,
    int threads,
    String device,
    TreeMap<String, String> streams) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;
}
