package org.zeuxis.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Points of the plane, the small worlds on which mode collapse is studied: shape {@code {2}}, in
 * the units of the papers (a few units wide, not scaled to [-1,1]), drawn from a fixed seed. The
 * test split is drawn from another.
 */
public final class PointSet implements Dataset {
  /** A place in the plane. */
  public record Point(double x, double y) {}

  /** The law that points are drawn from: the i-th point of a seed. */
  private interface Law {
    Point draw(int i, long seed);
  }

  private static final int SIZE = 50_000;
  private static final long TRAIN_SEED = 1;
  private static final long TEST_SEED = 2;

  private final String name;
  private final List<String> classNames;
  private final List<Point> modes;
  private final double sigma;
  private final float[] points;

  private PointSet(
      String name, List<String> classNames, List<Point> modes, double sigma, float[] points) {
    this.name = name;
    this.classNames = classNames;
    this.modes = modes;
    this.sigma = sigma;
    this.points = points;
  }

  private static float[] drawn(boolean test, Law law) {
    float[] points = new float[2 * SIZE];
    for (int i = 0; i < SIZE; i++) {
      Point point = law.draw(i, test ? TEST_SEED : TRAIN_SEED);
      points[2 * i] = (float) point.x;
      points[2 * i + 1] = (float) point.y;
    }
    return points;
  }

  /**
   * Points from elsewhere, of one class.
   *
   * @param points x and y of each
   */
  public static PointSet of(String name, List<float[]> points) {
    float[] all = new float[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i), 0, all, 2 * i, 2);
    }
    return new PointSet(name, List.of("all"), List.of(), 0, all);
  }

  /**
   * 8 Gaussians, σ = 0.02, evenly on a circle of radius 2 (VEEGAN, arXiv:1705.07761; unrolled GAN,
   * arXiv:1611.02163).
   */
  public static PointSet ring(boolean testSplit) {
    List<Point> centres = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      double angle = 2 * Math.PI * k / 8;
      centres.add(new Point(2 * StrictMath.cos(angle), 2 * StrictMath.sin(angle)));
    }
    return gaussians("ring", centres, 0.02, testSplit);
  }

  /** 25 Gaussians, σ = 0.05, on the grid {-4, -2, 0, 2, 4}² (PacGAN, arXiv:1712.04086). */
  public static PointSet grid(boolean testSplit) {
    List<Point> centres = new ArrayList<>();
    for (int k = 0; k < 25; k++) {
      centres.add(new Point(-4 + 2 * (k % 5), -4 + 2 * (k / 5)));
    }
    return gaussians("grid", centres, 0.05, testSplit);
  }

  /**
   * A spiral of one and a half turns, (t cos t, t sin t) with t uniform in [3π/2, 9π/2] and noise σ
   * = 0.25, all divided by 7.5 (improved WGAN, arXiv:1704.00028). One class.
   */
  public static PointSet swissRoll(boolean testSplit) {
    return new PointSet("swiss-roll", List.of("all"), List.of(), 0, drawn(testSplit, (i, seed) -> {
      double t = 1.5 * Math.PI * (1 + 2 * SplitMix.uniform(seed, 6L * i));
      Point noise = noise(i, seed, 0.25);
      return new Point(
          (t * StrictMath.cos(t) + noise.x) / 7.5, (t * StrictMath.sin(t) + noise.y) / 7.5);
    }));
  }

  /**
   * Two interleaved half circles of radius 1, noise σ = 0.05, laid out as scikit-learn's
   * {@code make_moons}; one class each.
   */
  public static PointSet twoMoons(boolean testSplit) {
    return new PointSet(
        "two-moons", List.of("upper", "lower"), List.of(), 0, drawn(testSplit, (i, seed) -> {
          double t = Math.PI * SplitMix.uniform(seed, 6L * i);
          Point noise = noise(i, seed, 0.05);
          double x = i % 2 == 0 ? StrictMath.cos(t) : 1 - StrictMath.cos(t);
          double y = i % 2 == 0 ? StrictMath.sin(t) : 0.5 - StrictMath.sin(t);
          return new Point(x + noise.x, y + noise.y);
        }));
  }

  private static PointSet gaussians(String name, List<Point> centres, double sigma, boolean test) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < centres.size(); k++) {
      names.add(Integer.toString(k));
    }
    return new PointSet(
        name, List.copyOf(names), List.copyOf(centres), sigma, drawn(test, (i, seed) -> {
          Point centre = centres.get(i % centres.size());
          Point noise = noise(i, seed, sigma);
          return new Point(centre.x + noise.x, centre.y + noise.y);
        }));
  }

  /**
   * Draws 1 and 2 of the three normal numbers that belong to point i; number 0's place is the
   * uniform one's.
   */
  private static Point noise(int i, long seed, double sigma) {
    return new Point(
        sigma * SplitMix.normal(seed, 3L * i + 1), sigma * SplitMix.normal(seed, 3L * i + 2));
  }

  /** The centres of the Gaussians, where the set is made of such: mode k is class k. Else empty. */
  public List<Point> modes() {
    return modes;
  }

  /** The standard deviation of each Gaussian along each axis; 0 where there are none. */
  public double sigma() {
    return sigma;
  }

  /** The x and the y of one sample. */
  public Point point(int index) {
    return new Point(points[2 * index], points[2 * index + 1]);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return points.length / 2;
  }

  @Override
  public long[] sampleShape() {
    return new long[] {2};
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /** Points take the classes in turn. */
  @Override
  public int label(int index) {
    return index % classNames.size();
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    System.arraycopy(points, 2 * index, out, offset, 2);
  }

  @Override
  public String fingerprint() {
    int[] labels = new int[size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(i);
    }
    Fingerprint print = new Fingerprint(sampleShape(), labels);
    print.add(points);
    return print.hex();
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("drawn from a formula", 1);
  }
}
