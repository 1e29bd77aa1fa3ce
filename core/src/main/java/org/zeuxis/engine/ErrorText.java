package org.zeuxis.engine;

import java.util.regex.Pattern;

/** Errors of the native library, for people. Loads nothing: loading may be what failed. */
public final class ErrorText {
  /** Begins what c10::Error appends to a message. */
  private static final String NATIVE_PLACE = "\nException raised from ";

  /** Begins the message of a failed check, such as that of too little memory. */
  private static final Pattern NATIVE_CHECK =
      Pattern.compile("^\\[enforce fail at [^]]*] (err == 0\\. )?");

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("can't allocate memory|out of memory|not enough memory");

  private ErrorText() {}

  /**
   * An error's message as it is shown to a person: what libtorch adds to its own, the place in its
   * C++ source, is cut off. The binding throws the whole text, and has no hook before that.
   */
  public static String of(Throwable error) {
    String text = error.getMessage();
    if (text == null) {
      return error.getClass().getSimpleName();
    }
    int end = text.indexOf(NATIVE_PLACE);
    return NATIVE_CHECK
        .matcher(end < 0 ? text : text.substring(0, end))
        .replaceFirst("")
        .strip();
  }

  /** Whether memory ran out, Java's, the processor's or the GPU's. */
  public static boolean saysOutOfMemory(Throwable error) {
    return error instanceof OutOfMemoryError || OUT_OF_MEMORY.matcher(of(error)).find();
  }
}
