package org.zeuxis;

/**
 * Something that the user gave cannot be used: a file, an option, a recipe's key.
 *
 * <p>The message is one line for a person: it names the thing, what was found and what is expected.
 * The command line prints it without a stack trace and exits with 2.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }

  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
