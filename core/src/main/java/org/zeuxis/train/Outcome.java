package org.zeuxis.train;

/**
 * How a run of an {@link Ablation} ended.
 *
 * @param run its directory within the ablation's, with slashes
 * @param end why it ended
 * @param step the last that was done; of a failure the step that failed
 * @param seconds of the call that ended it; 0 where that is not known
 * @param data what it was trained on
 * @param message of a failure, else empty
 */
public record Outcome(String run, End end, long step, double seconds, String data, String message) {
  /** Why a training ended. */
  public enum End {
    /** All its iterations are done. */
    COMPLETE,
    /** It had not improved for long. */
    EARLY,
    /** Its minutes are over. */
    TIME,
    /** Its numbers ran away. */
    FAILED
  }

  public boolean failed() {
    return end == End.FAILED;
  }

  /** The same run, found to be no good. */
  public Outcome failingAt(long failingStep, String reason) {
    return new Outcome(run, End.FAILED, failingStep, seconds, data, reason);
  }
}
