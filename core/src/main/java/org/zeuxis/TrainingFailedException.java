package org.zeuxis;

/**
 * A training came to an end that is no use to go on from. The command line prints the message and
 * exits with 3.
 */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message) {
    super(message);
  }
}
