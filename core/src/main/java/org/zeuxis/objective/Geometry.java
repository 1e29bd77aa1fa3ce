package org.zeuxis.objective;

/**
 * ADA's general geometric transformation of one image (arXiv:2006.06676, appendix B).
 *
 * @param scale of both axes; more than 1 enlarges
 * @param rotationBefore radians, before the anisotropic scaling
 * @param anisotropy factor of the width, and divisor of the height
 * @param rotationAfter radians, after it
 * @param right shift as a share of the width
 * @param down shift as a share of the height
 */
record Geometry(
    double scale,
    double rotationBefore,
    double anisotropy,
    double rotationAfter,
    double right,
    double down) {
  /** Both scalings are lognormal with σ = 0.2·ln 2. */
  private static final double OCTAVES = 0.2;

  /** Fractional translations are N(0, 0.125²) of the side. */
  private static final double SHIFT = 0.125;

  /** Each operation with probability p, where rotating before or after counts as one. */
  static Geometry[] draw(Draws draws, double p) {
    double rotation = 1 - Math.sqrt(1 - p); // P(before or after) = p
    double[] scale = draws.with(p, draws.powersOfTwo(OCTAVES), 1);
    double[] before = draws.with(rotation, draws.uniform(-Math.PI, Math.PI), 0);
    double[] anisotropy = draws.with(p, draws.powersOfTwo(OCTAVES), 1);
    double[] after = draws.with(rotation, draws.uniform(-Math.PI, Math.PI), 0);
    boolean[] shifts = draws.chosen(p);
    double[] right = Draws.where(shifts, draws.normal(SHIFT), 0);
    double[] down = Draws.where(shifts, draws.normal(SHIFT), 0);
    Geometry[] all = new Geometry[draws.count()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Geometry(scale[i], before[i], anisotropy[i], after[i], right[i], down[i]);
    }
    return all;
  }

  /** From input to output, in pixels from the image's centre, x to the right, y down. */
  Homogeneous matrix(long width, long height) {
    return Homogeneous.scaling(scale, scale)
        .then(Homogeneous.rotation(-rotationBefore))
        .then(Homogeneous.scaling(anisotropy, 1 / anisotropy))
        .then(Homogeneous.rotation(-rotationAfter))
        .then(Homogeneous.translation(right * width, down * height));
  }
}
