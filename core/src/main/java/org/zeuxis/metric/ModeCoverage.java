package org.zeuxis.metric;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.PointSet;
import org.zeuxis.engine.Tensor;

/**
 * Which of the Gaussians of a ring or grid a generator has found (VEEGAN, arXiv:1705.07761, section
 * 4.1; PacGAN, arXiv:1712.04086, section 4.1). The papers draw 2,500 samples.
 */
public final class ModeCoverage {
  private static final String NAME = "mode-coverage";

  /** A sample within this many σ of a mode is of high quality. */
  private static final double REACH = 3;

  private ModeCoverage() {}

  /**
   * What was found.
   *
   * @param samples looked at
   * @param modes there are
   * @param covered modes with at least one sample of high quality
   * @param highQuality samples within 3σ of the nearest mode
   * @param divergence reverse KL, that of the histogram from the uniform one, in nats: 0 is best
   * @param histogram samples by their nearest mode, of whatever quality
   */
  public record Result(
      int samples,
      int modes,
      int covered,
      int highQuality,
      double divergence,
      List<Integer> histogram) {
    public Result {
      histogram = List.copyOf(histogram);
    }

    /** The share of samples of high quality, 0 … 1. */
    public double highQualityShare() {
      return (double) highQuality / samples;
    }
  }

  /**
   * Counts.
   *
   * @param points {@code [N,2]} in the units of the set, N ≥ 1
   * @throws InvalidInputException if the set has no modes, and for NaN
   */
  public static Result of(PointSet set, Tensor points) {
    List<PointSet.Point> modes = set.modes();
    if (modes.isEmpty()) {
      throw new InvalidInputException(
          NAME + ": " + set.name() + " is not made of modes, expected ring or grid");
    }
    points.requireShape("ModeCoverage.of(points)", "[N,2]", Tensor.ANY, 2);
    double[] xy = points.toDoubles();
    if (xy.length == 0) {
      throw new InvalidInputException(NAME + ": needs at least 1 point, got 0");
    }
    if (!Arrays.stream(xy).allMatch(Double::isFinite)) {
      throw new InvalidInputException(NAME + ": the points hold NaN or infinite numbers");
    }
    int[] histogram = new int[modes.size()];
    int[] good = new int[modes.size()];
    for (int i = 0; i < xy.length; i += 2) {
      int nearest = nearest(modes, xy[i], xy[i + 1]);
      histogram[nearest]++;
      good[nearest] +=
          distance(modes.get(nearest), xy[i], xy[i + 1]) <= REACH * set.sigma() ? 1 : 0;
    }
    return new Result(
        xy.length / 2,
        modes.size(),
        (int) Arrays.stream(good).filter(count -> count > 0).count(),
        Arrays.stream(good).sum(),
        ModeHistogram.divergenceFromUniform(histogram),
        Arrays.stream(histogram).boxed().toList());
  }

  private static int nearest(List<PointSet.Point> modes, double x, double y) {
    int nearest = 0;
    for (int k = 1; k < modes.size(); k++) {
      nearest = distance(modes.get(k), x, y) < distance(modes.get(nearest), x, y) ? k : nearest;
    }
    return nearest;
  }

  private static double distance(PointSet.Point mode, double x, double y) {
    return Math.hypot(x - mode.x(), y - mode.y());
  }
}
