package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;

/**
 * What Jensen-Shannon's divergence and Wasserstein's distance say of two distributions that do not
 * touch (Arjovsky, Chintala, Bottou 2017, arXiv:1701.07875, Example 1).
 */
public final class Divergences implements Lab {
  private static final String SOURCE = "arXiv:1701.07875, Example 1";
  private static final long STEPS = 300;
  private static final Line THETAS = new Line(-1, 1, 9);
  private static final int MIDDLE = 4;
  private static final Line ALONG = new Line(-1.5, 1.5, 61);
  private static final int SORTED = 20_000;
  private static final Line FINE = new Line(-5, 6, 1101);

  @Override
  public String name() {
    return "divergences";
  }

  @Override
  public String title() {
    return "How far apart are two things that do not touch?";
  }

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    ParallelLines.Reading[] readings = new ParallelLines.Reading[THETAS.count()];
    List<Plot.CurvesFrame> profiles = new ArrayList<>();
    for (int i = 0; i < readings.length; i++) {
      readings[i] = trained(seed, i, profiles);
      progress.progress("discriminator and critic of parallel lines", i + 1L, readings.length);
    }
    List<Check> checks = lineChecks(readings);
    checks.addAll(sortedChecks(seed));
    return new LabReport(
        name(),
        title(),
        TEXT,
        checks,
        List.of(distances(readings), slopes(readings), profile(profiles), smoothed()));
  }

  /** Fresh networks for one θ; those for θ = 1 are filmed. */
  private static ParallelLines.Reading trained(long seed, int i, List<Plot.CurvesFrame> profiles) {
    double theta = THETAS.at(i);
    boolean filmed = i == THETAS.count() - 1;
    Moments moments = new Moments(30, STEPS);
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "divergences." + i);
        ParallelLines lines = new ParallelLines(STEPS, rng)) {
      for (long step = 0; step <= STEPS; step++) {
        if (filmed && moments.due(step)) {
          profiles.add(new Plot.CurvesFrame(
              "step " + step,
              List.of(
                  new Plot.Series("D", lines.discriminatorAlong(ALONG), false),
                  new Plot.Series("critic, 0 at the data", lines.criticAlong(ALONG), false),
                  new Plot.Series("-x", ALONG.values(x -> -x), true))));
        }
        if (step < STEPS) {
          lines.learn(theta);
        }
      }
      return lines.read(theta);
    }
  }

  /** Of the penalised critic the best slope is not 1 but 1 + |θ|/2λ. */
  static double penalisedSlope(double theta) {
    return 1 + Math.abs(theta) / (2 * ParallelLines.PENALTY);
  }

  private static List<Check> lineChecks(ParallelLines.Reading[] readings) {
    List<Check> checks = new ArrayList<>();
    for (int i : new int[] {0, MIDDLE + 2, MIDDLE + 4}) {
      ParallelLines.Reading reading = readings[i];
      double theta = THETAS.at(i);
      String at = " at θ = " + theta;
      checks.add(new Check(
          "Jensen-Shannon by a trained D, log 2," + at,
          reading.jensenShannon(),
          Math.log(2),
          0.005,
          SOURCE));
      checks.add(new Check(
          "its slope by θ through that D," + at, reading.jensenShannonSlope(), 0, 0.02, SOURCE));
      checks.add(new Check(
          "total variation, 2·accuracy - 1," + at, 2 * reading.accuracy() - 1, 1, 0, SOURCE));
      checks.add(new Check(
          "W1 by a critic with gradient penalty, |θ|(1+|θ|/20)," + at,
          reading.wasserstein(),
          Math.abs(theta) * penalisedSlope(theta),
          0.03,
          SOURCE + "; arXiv:1704.00028, equation 3, maximised over the slope"));
      checks.add(new Check(
          "its slope by θ, sign(θ)(1+|θ|/20)," + at,
          reading.wassersteinSlope(),
          Math.signum(theta) * penalisedSlope(theta),
          0.05,
          SOURCE + "; arXiv:1704.00028, equation 3, maximised over the slope"));
    }
    checks.add(new Check(
        "Jensen-Shannon by a trained D at θ = 0",
        readings[MIDDLE].jensenShannon(),
        0,
        0.01,
        SOURCE));
    checks.add(
        new Check("W1 by a critic at θ = 0", readings[MIDDLE].wasserstein(), 0, 0.02, SOURCE));
    return checks;
  }

  private static List<Check> sortedChecks(long seed) {
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "divergences.sorted")) {
      double[] a = rng.normal(SORTED).toDoubles();
      double[] b = rng.normal(SORTED).toDoubles();
      return List.of(
          new Check(
              "W1 of samples of N(0,1) and N(1,1) by sorting",
              SortedDistance.between(a, Arrays.stream(b).map(x -> x + 1).toArray()),
              1,
              0.04, // 4 standard errors, √(2/n)
              "W1 on the line is ∫|F - G|; of a shift, the shift"),
          new Check(
              "W1 of samples of N(0,1) and N(0,4) by sorting, √(2/π)",
              SortedDistance.between(a, Arrays.stream(b).map(x -> 2 * x).toArray()),
              Math.sqrt(2 / Math.PI),
              0.04,
              "W1 on the line is ∫|F⁻¹ - G⁻¹|, here E|z|"));
    }
  }

  private static Plot distances(ParallelLines.Reading[] readings) {
    double[] log2 = THETAS.values(theta -> theta == 0 ? 0 : Math.log(2));
    return curves(
        "Two distances of two parallel lines",
        "distance",
        List.of(
            series("JS, trained D", readings, ParallelLines.Reading::jensenShannon),
            new Plot.Series("JS", log2, true),
            series("W1, trained critic", readings, ParallelLines.Reading::wasserstein),
            new Plot.Series("W1 = |θ|", THETAS.values(Math::abs), true)));
  }

  private static Plot slopes(ParallelLines.Reading[] readings) {
    return curves(
        "What each tells the generator",
        "slope by θ",
        List.of(
            series("JS, trained D", readings, ParallelLines.Reading::jensenShannonSlope),
            series("W1, trained critic", readings, ParallelLines.Reading::wassersteinSlope),
            new Plot.Series("JS, 0", THETAS.values(theta -> theta == 0 ? Double.NaN : 0), true),
            new Plot.Series(
                "W1, sign(θ)",
                THETAS.values(theta -> theta == 0 ? Double.NaN : Math.signum(theta)),
                true)));
  }

  private interface Part {
    double of(ParallelLines.Reading reading);
  }

  private static Plot.Series series(String name, ParallelLines.Reading[] readings, Part part) {
    return new Plot.Series(name, Arrays.stream(readings).mapToDouble(part::of).toArray(), false);
  }

  private static Plot curves(String title, String yLabel, List<Plot.Series> series) {
    return new Plot.Curves(
        title, "θ", yLabel, false, THETAS.points(), List.of(new Plot.CurvesFrame("", series)));
  }

  private static Plot profile(List<Plot.CurvesFrame> frames) {
    return new Plot.Curves(
        "D and the critic across the gap, data at 0, samples at 1",
        "x",
        "D(x), f(x) - f(0)",
        false,
        ALONG.points(),
        frames);
  }

  /** JS of N(0,σ²) and N(θ,σ²): the lines under instance noise. */
  static double smoothed(double theta, double sigma) {
    return new Contest(Gaussians.one(0, sigma), Gaussians.one(theta, sigma)).jensenShannon(FINE);
  }

  /** Frames of growing noise. */
  private static Plot smoothed() {
    Line thetas = new Line(0, 1, 41);
    List<Plot.CurvesFrame> frames = new ArrayList<>();
    for (int k = 0; k < 24; k++) {
      double sigma = 0.02 * Math.pow(1.18, k);
      frames.add(new Plot.CurvesFrame(
          String.format(Locale.ROOT, "noise of deviation %.2f", sigma),
          List.of(
              new Plot.Series("JS with noise", thetas.values(t -> smoothed(t, sigma)), false),
              new Plot.Series("log 2", thetas.values(t -> Math.log(2)), true))));
    }
    return new Plot.Curves(
        "Noise gives the divergence a slope", "θ", "JS", false, thetas.points(), frames);
  }

  private static final List<String> TEXT = List.of(
      "Images lie on thin sheets in a space of many dimensions, and so do generated ones. At "
          + "first the two sheets hardly meet. What do distances say of such pairs? The smallest "
          + "case: data on a vertical line at 0, generated points on a vertical line at θ.",
      "For every θ but 0 the Jensen-Shannon divergence is log 2 and the total variation 1, while "
          + "both Kullback-Leibler divergences are infinite. Wasserstein's W1, the mean way that "
          + "mass has to be carried, is |θ|. So W1 has a slope that points home from everywhere, "
          + "and Jensen-Shannon's is exactly 0.",
      "For each θ a discriminator and a critic with gradient penalty are trained from the start. "
          + "The discriminator's estimate climbs to log 2 wherever the generator stands, and the "
          + "gradient that the minimax loss sends through it dies out. The critic becomes a "
          + "ramp. Its slope is a little above 1: with penalty λ = 10 the best is 1 + |θ|/20, "
          + "since the penalty is a spring and no wall.",
      "One has to be precise here. It is the divergence that has no gradient. A discriminator "
          + "which is not trained out, or is smooth, still has a slope between the lines, and "
          + "the non-saturating loss still sends it on: that is why GANs train at all from "
          + "disjoint supports. But what they follow then is the discriminator's shape, not the "
          + "divergence, and the better it is trained the less of the minimax gradient is left.",
      "For a training this means three ways out: a critic that is held Lipschitz (WGAN-GP, "
          + "spectral norm), a discriminator that is held smooth (R1), or noise on its inputs, "
          + "which makes the supports overlap: the last plot shows how the divergence gets a "
          + "slope as the noise grows.");
}
