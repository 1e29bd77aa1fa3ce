package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * FID∞ (Chong, Forsyth 2020, arXiv:1911.07023): what FID would be for endlessly many generated
 * images. FID is nearly a line in 1/n; the line through its values at 15 sizes is followed to 1/n =
 * 0.
 *
 * <p>As in the paper, the sizes are evenly spaced from 5000 to all of the images, each size is a
 * random choice of its own without replacement, and the real images stay the same. Of fewer than
 * 10,000 images, the smallest size is half of them: far below d images FID is no line any more.
 */
public final class FidInfinity {
  private static final int POINTS = 15;
  private static final int SMALLEST = 5000;

  private FidInfinity() {}

  /** FID of some of the generated images. */
  public record Point(int images, double fid) {}

  /**
   * The line's value at 1/n = 0, which may be slightly below 0, and what it was drawn through.
   *
   * @param slope FID falls by slope/n as n grows
   */
  public record Result(double value, double slope, List<Point> points) {
    public Result {
      points = List.copyOf(points);
    }
  }

  /**
   * Follows FID to infinitely many generated images.
   *
   * @param real moments of the real images
   * @param generated features {@code [n,d]}, n at least 30
   * @param seed of the choices
   * @throws InvalidInputException if there are fewer, a value is NaN or infinite, or d is another
   */
  public static Result of(Moments real, Tensor generated, long seed) {
    Features.require("fid-infinity", "generated", generated, 2 * POINTS);
    BothSets.requireSameWidth("fid-infinity", real.width(), generated.size(1));
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "fid-infinity")) {
      Tensor root = FrechetDistance.root(real);
      List<Point> points = new ArrayList<>();
      for (int size : sizes(Math.toIntExact(generated.size(0)))) {
        points.add(new Point(size, fid(real, root, generated, size, rng)));
      }
      return line(points);
    }
  }

  /** Evenly spaced, the last one n. */
  static int[] sizes(int n) {
    int smallest = Math.min(SMALLEST, n / 2);
    int[] sizes = new int[POINTS];
    for (int i = 0; i < POINTS; i++) {
      sizes[i] = (int) (smallest + (long) (n - smallest) * i / (POINTS - 1));
    }
    return sizes;
  }

  private static double fid(Moments real, Tensor root, Tensor generated, int size, Rng rng) {
    try (Scope scope = new Scope()) {
      Tensor chosen = rng.permutation(generated.size(0)).narrow(0, 0, size);
      Tensor some = generated.indexSelect(0, chosen.to(generated.device()));
      return FrechetDistance.between(real, root, Moments.of("generated", some));
    }
  }

  /** Least squares of FID against 1/n. */
  static Result line(List<Point> points) {
    double meanX = points.stream().mapToDouble(p -> 1.0 / p.images).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::fid).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (Point p : points) {
      double x = 1.0 / p.images - meanX;
      xx += x * x;
      xy += x * (p.fid - meanY);
    }
    double slope = xy / xx;
    return new Result(meanY - slope * meanX, slope, points);
  }
}
