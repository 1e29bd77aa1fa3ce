package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Interpolation;

/** What many dimensions do to latent vectors, and on how few the data lie. */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
public final class Dimension implements Lab {
  /** DCGAN's latent size. */
  static final int LATENT = 100;

  static final int MANY = 4000;
  static final int PAIRS = 500;
  static final int WAY = 21;
  private static final int CLOUD = 2000;
  private static final int PIXELS = 64;
  static final int[] DOUBLING = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
  static final int[] KNOWN = {1, 2, 3, 5, 8, 12, 16, 24, 32, 48, 64};

  @Override
  public String name() {
    return "dimension";
  }

  @Override
  public String title() {
    return "Where do latents and images lie in many dimensions?";
  }

  /** Estimates of dimension by TwoNN, and for the digits by maximum likelihood too. */
  record Estimates(double[] known, double digits, double digitsMle, double shuffled) {}

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    Estimates estimates = estimates(seed, progress);
    try (Rng rng = Rng.of(seed, "dimension")) {
      double[] straight = Shells.along(Interpolation.LERP, rng, PAIRS, LATENT, WAY);
      progress.progress("walking between latents", 1, 2);
      double[] round = Shells.along(Interpolation.SLERP, rng, PAIRS, LATENT, WAY);
      progress.progress("walking between latents", 2, 2);
      double[] contrasts = Arrays.stream(DOUBLING)
          .mapToDouble(d -> Shells.contrast(rng, 1000, d, 5))
          .toArray();
      List<Check> checks = new ArrayList<>(shells(rng));
      checks.addAll(ways(straight, round));
      checks.addAll(sheets(rng, estimates));
      return new LabReport(
          name(),
          title(),
          text(straight, round, contrasts, estimates),
          checks,
          List.of(
              DimensionPictures.lengths(rng),
              DimensionPictures.ways(straight, round),
              DimensionPictures.distances(rng, contrasts),
              DimensionPictures.balls(rng),
              DimensionPictures.known(estimates)));
    }
  }

  private static List<Check> shells(Rng rng) {
    Shells.Moments norms = Shells.Moments.of(Shells.norms(rng, MANY, LATENT));
    Shells.Moments plane = Shells.Moments.of(Shells.norms(rng, MANY, 2));
    Shells.Moments apart = Shells.Moments.of(Shells.distances(rng, MANY, LATENT));
    double[] cosines = Shells.cosines(rng, MANY, LATENT);
    double spread = Gamma.normDeviation(LATENT);
    int points = 100_000;
    double ball = Gamma.ballInCube(5);
    String chi = "the chi distribution; four standard errors";
    return List.of(
        new Check(
            "length of a latent vector of 100 numbers, mean",
            norms.mean(),
            Gamma.meanNorm(LATENT),
            4 * spread / Math.sqrt(MANY),
            chi + ": √2·Γ((d+1)/2)/Γ(d/2)"),
        new Check(
            "length of a latent vector of 100 numbers, deviation",
            norms.deviation(),
            spread,
            4 * spread / Math.sqrt(2.0 * MANY),
            chi + ": √(d - mean²), near 1/√2"),
        new Check(
            "length of a vector of 2 numbers, mean",
            plane.mean(),
            Math.sqrt(Math.PI / 2),
            4 * Gamma.normDeviation(2) / Math.sqrt(MANY),
            "Rayleigh's distribution: √(π/2)"),
        new Check(
            "distance of two latent vectors, mean",
            apart.mean(),
            Math.sqrt(2) * Gamma.meanNorm(LATENT),
            4 * Math.sqrt(2) * spread / Math.sqrt(MANY),
            "their difference is √2 times a latent vector"),
        new Check(
            "cosine between two latent vectors, deviation",
            Math.sqrt(Arrays.stream(cosines).map(c -> c * c).average().orElseThrow()),
            1 / Math.sqrt(LATENT),
            4 / Math.sqrt(LATENT) / Math.sqrt(2.0 * MANY),
            "mean square of a coordinate on the sphere: 1/d"),
        new Check(
            "share of the cube that the ball fills in 5 dimensions",
            Shells.shareInBall(rng, points, 5),
            ball,
            4 * Math.sqrt(ball * (1 - ball) / points),
            "π^(d/2)/(Γ(d/2+1)·2ᵈ); four standard errors"));
  }

  private static List<Check> ways(double[] straight, double[] round) {
    double standardError = 0.5 / Math.sqrt(PAIRS);
    return List.of(
        new Check(
            "straight way between two latents: length half way",
            straight[WAY / 2],
            Gamma.meanNorm(LATENT) / Math.sqrt(2),
            4 * standardError,
            "half the sum of two is 1/√2 times one; mean square d/2"),
        new Check(
            "way along the great circle: length half way",
            round[WAY / 2],
            Math.exp(Gamma.logOfHalf(2 * LATENT + 1) - Gamma.logOfHalf(2 * LATENT)),
            4 * standardError,
            "at right angles √((a²+b²)/2), mean Γ(d+½)/Γ(d) (arXiv:1609.04468, 2.1)"));
  }

  private static List<Check> sheets(Rng rng, Estimates estimates) {
    String general = "2k - d, or 0: transversal sheets (arXiv:1701.04862, lemmas 2 and 3)";
    String known = "Gaussian data of that dimension, turned into 64 (arXiv:1803.06992);"
        + " four standard errors d/√n";
    return List.of(
        new Check(
            "dimension that two sheets of 10 dimensions share in 16",
            Shells.commonDimension(rng, 10, 16),
            4,
            0,
            general),
        new Check(
            "dimension that two sheets of 10 dimensions share in 64",
            Shells.commonDimension(rng, 10, 64),
            0,
            0,
            general),
        known(estimates, 2, known),
        known(estimates, 5, known),
        new Check(
            "dimension of the digits, divided by that of shuffled pixels",
            estimates.digits / estimates.shuffled,
            0.25,
            0.25,
            "no closed form: a sheet is claimed, that is less than half"),
        new Check(
            "dimension of the digits, TwoNN divided by maximum likelihood",
            estimates.digits / estimates.digitsMle,
            1,
            0.25,
            "two estimators of one number (Levina, Bickel 2004, equation 8, k = 10)"));
  }

  private static Check known(Estimates estimates, int d, String source) {
    return new Check(
        "TwoNN of data of " + d + " dimensions",
        estimates.known[Arrays.binarySearch(KNOWN, d)],
        d,
        4 * d / Math.sqrt(CLOUD),
        source);
  }

  private static Estimates estimates(long seed, ProgressListener progress) {
    double[] known = new double[KNOWN.length];
    try (Rng rng = Rng.of(seed, "clouds")) {
      for (int i = 0; i < KNOWN.length; i++) {
        try (Scope scope = new Scope()) {
          known[i] = IntrinsicDimension.twoNearest(Shells.rows(
              rng.normal(CLOUD, KNOWN[i]).matmul(turn(rng, KNOWN[i])).toDoubles(), CLOUD));
        }
        progress.progress("estimating dimensions", i + 1L, KNOWN.length + 2L);
      }
    }
    double[][] digits = DigitCloud.digits(progress);
    double mle = IntrinsicDimension.maximumLikelihood(digits, 10);
    double own = IntrinsicDimension.twoNearest(digits);
    progress.progress("estimating dimensions", KNOWN.length + 1L, KNOWN.length + 2L);
    double shuffled = IntrinsicDimension.twoNearest(DigitCloud.shuffled(digits, seed));
    progress.progress("estimating dimensions", KNOWN.length + 2L, KNOWN.length + 2L);
    return new Estimates(known, own, mle, shuffled);
  }

  /** Orthonormal rows, {@code [d,64]}: a turn of the space changes no distance. */
  private static Tensor turn(Rng rng, int d) {
    double[][] rows = Shells.orthonormal(Shells.rows(rng.normal(d, PIXELS).toDoubles(), d));
    float[] flat = new float[d * PIXELS];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) rows[i / PIXELS][i % PIXELS];
    }
    return Tensor.of(flat, d, PIXELS);
  }

  private static List<String> text(
      double[] straight, double[] round, double[] contrasts, Estimates estimates) {
    return List.of(
        "The question: a latent vector has a hundred numbers, a small image a thousand. What do so"
            + " many dimensions do that a drawing on paper does not show, and why can a GAN work in"
            + " them at all?",
        String.format(
            Locale.ROOT,
            "Latent vectors do not lie about the origin, where their density is highest, but on a"
                + " shell: there is so much more room outside. The length of one with 100 numbers"
                + " is"
                + " %.2f ± %.2f. Any two are almost at right angles, and all are about equally far"
                + " apart: of 1,000 points the farthest is %.0f %% farther than the nearest in 512"
                + " dimensions; in one it is %,.0f times as far.",
            Gamma.meanNorm(LATENT),
            Gamma.normDeviation(LATENT),
            100 * contrasts[contrasts.length - 1],
            contrasts[0] + 1),
        String.format(
            Locale.ROOT,
            "So a straight way between two latents leaves the shell. Half way the length is %.2f"
                + " instead of %.2f, %.1f deviations too short, where a generator has hardly been"
                + " trained. Along the great circle it stays at %.2f, and that is why"
                + " interpolations"
                + " go along it.",
            straight[WAY / 2],
            Gamma.meanNorm(LATENT),
            (Gamma.meanNorm(LATENT) - straight[WAY / 2]) / Gamma.normDeviation(LATENT),
            round[WAY / 2]),
        "Images are the opposite: they have many coordinates and few degrees of freedom. TwoNN"
            + " counts those from the ratio of the distances to the second and the first neighbour."
            + " On data of known dimension it finds the truth while that is small, and too little"
            + " where 2,000 points are too few.",
        String.format(
            Locale.ROOT,
            "The 1,797 digits of 64 pixels have about %.1f dimensions by TwoNN and %.1f by maximum"
                + " likelihood. With every pixel taken from another image, so that each keeps its"
                + " histogram but no image is left, TwoNN says %.1f.",
            estimates.digits,
            estimates.digitsMle,
            estimates.shuffled),
        "For a training: a generator can draw a thin sheet because the data are one; a latent size"
            + " far above the data's dimension buys nothing. But two thin sheets hardly meet,"
            + " as the"
            + " sheets of 10 dimensions here, which share nothing in 64. Then a discriminator that"
            + " separates data and samples without error exists, and its gradient tells the"
            + " generator"
            + " nothing (Arjovsky, Bottou 2017). Noise on both (game.instanceNoise), a penalty"
            + " on the"
            + " slope, or a loss that measures distances is the way out. And distances between raw"
            + " pixels say little: metrics compare features.");
  }
}
