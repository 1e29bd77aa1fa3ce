package org.zeuxis.objective;

/**
 * ADA's pixel blitting of one image (arXiv:2006.06676, appendix B): pixels only change places.
 *
 * @param quarterTurns 0 … 3, anticlockwise
 * @param right shift as a share of the width, rounded to whole pixels
 * @param down shift as a share of the height, rounded to whole pixels
 */
record Blit(boolean flip, int quarterTurns, double right, double down) {
  /** U(-1/8, 1/8) of the side. */
  private static final double SHIFT = 0.125;

  /** Each operation with probability p; of flips and turns, one in two and in four is none. */
  static Blit[] draw(Draws draws, double p) {
    boolean[] flip = draws.chosen(0.5);
    boolean[] flips = draws.chosen(p);
    int[] turns = Draws.where(draws.chosen(p), draws.integers(0, 3), 0);
    boolean[] shifts = draws.chosen(p);
    double[] right = Draws.where(shifts, draws.uniform(-SHIFT, SHIFT), 0);
    double[] down = Draws.where(shifts, draws.uniform(-SHIFT, SHIFT), 0);
    Blit[] blits = new Blit[draws.count()];
    for (int i = 0; i < blits.length; i++) {
      blits[i] = new Blit(flips[i] && flip[i], turns[i], right[i], down[i]);
    }
    return blits;
  }

  /** From input to output, in pixels from the image's centre, x to the right, y down. */
  Homogeneous matrix(long width, long height) {
    return Homogeneous.scaling(flip ? -1 : 1, 1)
        .then(Homogeneous.rotation(-Math.PI / 2 * quarterTurns))
        .then(Homogeneous.translation(Math.rint(right * width), Math.rint(down * height)));
  }
}
