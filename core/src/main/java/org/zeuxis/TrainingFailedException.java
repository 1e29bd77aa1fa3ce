package org.zeuxis;

/**
 * A training came to an end that is no use to go on from. The command line prints the message and
 * exits with 3.
 */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;

  public TrainingFailedException(String message) {
    this(message, -1);
  }

  /**
   * A failure at a step.
   *
   * @param step the iteration that failed, counted from 1
   */
  public TrainingFailedException(String message, long step) {
    super(message);
    this.step = step;
  }

  /** The iteration that failed, -1 where that is unknown. */
  public long step() {
    return step;
  }
}
