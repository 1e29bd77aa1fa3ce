package org.zeuxis.data;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Makes an error of the warning that a file ended early: the JPEG reader would fill the rest with
 * grey.
 */
final class TruncationListener implements IIOReadWarningListener {
  @Override
  public void warningOccurred(ImageReader source, String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (lower.contains("premature end") || lower.contains("truncated")) {
      throw new IllegalArgumentException("truncated (" + warning + ")");
    }
  }
}
