package org.zeuxis.data;

import java.io.IOException;

/** One image file cannot be used; the message says why, without the file's name. */
final class BadImageException extends IOException {
  private static final long serialVersionUID = 1L;

  BadImageException(String message) {
    super(message);
  }

  BadImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
