package org.zeuxis.data;

/**
 * How a training may see images otherwise than they are, drawn anew each time.
 *
 * @param flip mirrors half of them left to right
 * @param jitter the share, in [0,1), by which each is enlarged before a square of its own size is
 *     cut out of it at random (pix2pix, arXiv:1611.07004, section 6.2: 286 of 256 pixels, so
 *     0.117); 0 for none
 */
public record Views(boolean flip, double jitter) {
  /** As they are. */
  public static final Views PLAIN = new Views(false, 0);

  public Views {
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("jitter must be in [0,1), got " + jitter);
    }
  }
}
