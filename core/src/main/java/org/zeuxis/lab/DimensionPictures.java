package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.Rng;

/** What {@link Dimension} shows. */
final class DimensionPictures {
  private DimensionPictures() {}

  static Plot lengths(Rng rng) {
    int bins = 80;
    double[] x = new double[bins];
    Arrays.setAll(x, i -> 2.5 * (i + 0.5) / bins);
    List<Plot.CurvesFrame> frames = new ArrayList<>();
    for (int d : Dimension.DOUBLING) {
      double[] density = new double[bins];
      for (double norm : Shells.norms(rng, 20_000, d)) {
        int bin = (int) (norm / Math.sqrt(d) / 2.5 * bins);
        if (bin < bins) {
          density[bin] += bins / 2.5 / 20_000;
        }
      }
      double[] chi = Arrays.stream(x)
          .map(s -> chiDensity(s * Math.sqrt(d), d) * Math.sqrt(d))
          .toArray();
      frames.add(new Plot.CurvesFrame(
          "d = " + d,
          List.of(
              new Plot.Series("chi distribution", chi, true),
              new Plot.Series("20,000 vectors", density, false))));
    }
    return new Plot.Curves(
        "Length of a normal vector of d numbers", "length / √d", "density", false, x, frames);
  }

  private static double chiDensity(double r, int d) {
    return Math.exp(
        (1 - d / 2.0) * Math.log(2) + (d - 1) * Math.log(r) - r * r / 2 - Gamma.logOfHalf(d));
  }

  static Plot ways(double[] straight, double[] round) {
    double[] t = new double[Dimension.WAY];
    Arrays.setAll(t, i -> (double) i / (Dimension.WAY - 1));
    double[] theory = Arrays.stream(t)
        .map(s -> Gamma.meanNorm(Dimension.LATENT) * Math.sqrt((1 - s) * (1 - s) + s * s))
        .toArray();
    return new Plot.Curves(
        "Length along the way between two latents of " + Dimension.LATENT + " numbers",
        "share of the way",
        "length, mean of " + Dimension.PAIRS + " pairs",
        false,
        t,
        List.of(new Plot.CurvesFrame(
            "half of a way is where a straight one is off the shell by most",
            List.of(
                new Plot.Series("straight, by theory", theory, true),
                new Plot.Series("straight", straight, false),
                new Plot.Series("along the great circle", round, false)))));
  }

  static Plot distances(Rng rng, double[] contrasts) {
    double[] x = Arrays.stream(Dimension.DOUBLING)
        .mapToDouble(d -> Math.log(d) / Math.log(2))
        .toArray();
    double[] measured = Arrays.stream(Dimension.DOUBLING)
        .mapToObj(d -> Shells.Moments.of(Shells.distances(rng, Dimension.MANY, d)))
        .mapToDouble(found -> found.deviation() / found.mean())
        .toArray();
    double[] theory = Arrays.stream(Dimension.DOUBLING)
        .mapToDouble(d -> Gamma.normDeviation(d) / Gamma.meanNorm(d))
        .toArray();
    return new Plot.Curves(
        "Distances between random points become equal",
        "log₂ of the dimension",
        "relative difference",
        true,
        x,
        List.of(new Plot.CurvesFrame(
            "deviation of a distance by its mean, and (farthest - nearest) / nearest of 1,000",
            List.of(
                new Plot.Series("deviation / mean, by theory", theory, true),
                new Plot.Series("deviation / mean", measured, false),
                new Plot.Series("contrast of 1,000 points", contrasts, false)))));
  }

  static Plot balls(Rng rng) {
    double[] d = new double[12];
    Arrays.setAll(d, i -> i + 1);
    double[] theory = Arrays.stream(d).map(n -> Gamma.ballInCube((int) n)).toArray();
    double[] measured = Arrays.stream(d)
        .map(n -> Shells.shareInBall(rng, 100_000, (int) n))
        .map(share -> share > 0 ? share : Double.NaN)
        .toArray();
    return new Plot.Curves(
        "The cube's volume goes to its corners",
        "dimension",
        "share of the cube within the ball",
        true,
        d,
        List.of(new Plot.CurvesFrame(
            "counted among 100,000 points; where none is in the ball the curve ends",
            List.of(
                new Plot.Series("π^(d/2)/(Γ(d/2+1)·2ᵈ)", theory, true),
                new Plot.Series("counted", measured, false)))));
  }

  static Plot known(Dimension.Estimates estimates) {
    double[] truth = Arrays.stream(Dimension.KNOWN).asDoubleStream().toArray();
    return new Plot.Curves(
        "TwoNN on Gaussian data whose dimension is known",
        "dimension of the data, in 64 coordinates",
        "estimate",
        false,
        truth,
        List.of(new Plot.CurvesFrame(
            "2,000 points: they become too few to fill many dimensions, and estimates too small",
            List.of(
                new Plot.Series("truth", truth, true),
                new Plot.Series("TwoNN", estimates.known(), false),
                level("digits", estimates.digits()),
                level("digits, pixels shuffled", estimates.shuffled())))));
  }

  private static Plot.Series level(String name, double value) {
    double[] y = new double[Dimension.KNOWN.length];
    Arrays.fill(y, value);
    return new Plot.Series(name, y, false);
  }
}
