package org.zeuxis.objective;

/**
 * ADA's colour transformation of one image (arXiv:2006.06676, appendix B).
 *
 * @param brightness added to all channels
 * @param contrast factor of all channels
 * @param lumaFlip whether light and dark change places, while hue and saturation stay
 * @param hue radians about the luma axis
 * @param saturation factor of the distance from the luma axis
 */
record ColourChange(
    double brightness, double contrast, boolean lumaFlip, double hue, double saturation) {
  /** N(0, 0.2²). */
  private static final double BRIGHTNESS = 0.2;

  /** Lognormal with σ = 0.5·ln 2. */
  private static final double CONTRAST_OCTAVES = 0.5;

  /** Lognormal with σ = 1·ln 2. */
  private static final double SATURATION_OCTAVES = 1;

  /** Each operation with probability p; of luma flips, one in two is none. */
  static ColourChange[] draw(Draws draws, double p) {
    double[] brightness = draws.with(p, draws.normal(BRIGHTNESS), 0);
    double[] contrast = draws.with(p, draws.powersOfTwo(CONTRAST_OCTAVES), 1);
    boolean[] flip = draws.chosen(0.5);
    boolean[] flips = draws.chosen(p);
    double[] hue = draws.with(p, draws.uniform(-Math.PI, Math.PI), 0);
    double[] saturation = draws.with(p, draws.powersOfTwo(SATURATION_OCTAVES), 1);
    ColourChange[] all = new ColourChange[draws.count()];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          new ColourChange(brightness[i], contrast[i], flips[i] && flip[i], hue[i], saturation[i]);
    }
    return all;
  }

  /** From (red, green, blue, 1) to new ones. */
  Homogeneous matrix() {
    return Homogeneous.translation(brightness, brightness, brightness)
        .then(Homogeneous.scaling(contrast, contrast, contrast))
        .then(Homogeneous.aboutLuma(lumaFlip ? -1 : 1, 1))
        .then(Homogeneous.hue(hue))
        .then(Homogeneous.aboutLuma(1, saturation));
  }
}
