package org.zeuxis.doctor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * A fixed set of real samples, and how generated ones look beside it. Distances are Euclidean, on
 * pixels or coordinates: crude beside FID, but they cost a thousandth of it, need no other network,
 * and what a sick training does is coarse.
 */
final class Portrait implements AutoCloseable {
  /** Directions of the sliced Wasserstein distance. */
  private static final int DIRECTIONS = 64;

  /** Neighbours of a real sample that its ball reaches to (arXiv:2002.09797, section 4: 5). */
  private static final int NEIGHBOURS = 5;

  /** Two samples nearer than this share of the real ones' median nearest distance are twins. */
  private static final double TWINS = 0.25;

  /** |value| from which a colour counts as saturated; tanh's slope is 0.02 there. */
  private static final double SATURATED = 0.99;

  /** Keeps ratios finite where all real samples are equal. */
  private static final double TINY = 1e-9;

  private final long[] sampleShape;
  private final int[] labels;
  private final Tensor real;
  private final Tensor directions;
  private final double[][] projections;
  private final double unit;
  private final double[][] amongReal;
  private final double realSpread;
  private final double realNearest;
  private final double[] radii;
  private final double realCheckerboard;
  private final double realSaturation;

  /**
   * Of real samples.
   *
   * @param samples {@code [N,…]}, N at least 8
   * @param labels their classes
   */
  Portrait(Tensor samples, long[] labels, Rng rng) {
    long[] shape = samples.shape();
    sampleShape = Arrays.copyOfRange(shape, 1, shape.length);
    this.labels = Arrays.stream(labels).mapToInt(Math::toIntExact).toArray();
    real = samples.flatten(1).copy().retain();
    directions = directions(rng, real.size(1)).retain();
    projections = projected(real);
    unit =
        Arrays.stream(projections).mapToDouble(Portrait::deviation).average().orElseThrow() + TINY;
    amongReal = Distances.between(real, real);
    realSpread = Math.max(mean(amongReal), TINY);
    double[] nearest = new double[amongReal.length];
    radii = new double[amongReal.length];
    for (int i = 0; i < amongReal.length; i++) {
      double[] sorted = amongReal[i].clone();
      Arrays.sort(sorted);
      nearest[i] = sorted[1]; // the first is the sample itself
      radii[i] = sorted[Math.min(NEIGHBOURS, sorted.length - 1)];
    }
    realNearest = Math.max(Distances.median(nearest), TINY);
    realCheckerboard = areImages() ? checkerboard(samples) : Double.NaN;
    realSaturation = saturation(real);
  }

  private static Tensor directions(Rng rng, long size) {
    Tensor normal = rng.normal(size, DIRECTIONS);
    return normal.dividedBy(normal.norm(0).unsqueeze(0));
  }

  private boolean areImages() {
    return sampleShape.length == 3;
  }

  /**
   * How far real samples of one class are nearest to each other: {@code labels.purity}, the share
   * whose nearest other sample is of its class, and {@code labels.chance}, what it would be if
   * labels were drawn at random.
   */
  Map<String, Double> labels() {
    LabelPurity purity = LabelPurity.of(amongReal, labels);
    return Map.of("labels.purity", purity.share(), "labels.chance", purity.chance());
  }

  /** Samples of this portrait, {@code [N, values]}. */
  Tensor real() {
    return real;
  }

  /**
   * The numbers of generated samples, of the same classes in the same order.
   *
   * <ul>
   *   <li>{@code distance}: sliced Wasserstein-1 distance to the real ones, in units of the real
   *       projections' mean deviation; about 0.1 for real samples themselves, 0.8 for their mean.
   *   <li>{@code coverage}: share of real samples that have a generated one among their five
   *       nearest (Naeem et al. 2020, arXiv:2002.09797, equation 9).
   *   <li>{@code spread}: mean distance between two, in units of that of real ones.
   *   <li>{@code spread.class}: the smallest such number within one class of at least 8 samples.
   *   <li>{@code twins}: share that has another within a quarter of the real ones' median nearest
   *       distance, less that of real ones by construction near 0.
   *   <li>{@code checkerboard}: of images, how much of their local variance goes with the parity of
   *       rows and columns, divided by the same of real ones.
   *   <li>{@code saturation}: share of values at the ends of the range, less that of real ones.
   * </ul>
   *
   * @param samples {@code [N,…]}, as many as the real ones
   */
  Map<String, Double> compare(Tensor samples) {
    Map<String, Double> values = new LinkedHashMap<>();
    try (Scope scope = new Scope()) {
      Tensor fake = samples.flatten(1);
      values.put("distance", distance(projected(fake)));
      double[][] among = Distances.between(fake, fake);
      values.put("coverage", coverage(Distances.between(real, fake)));
      values.put("spread", mean(among) / realSpread);
      double least = leastSpread(among);
      if (!Double.isNaN(least)) {
        values.put("spread.class", least);
      }
      values.put("twins", twins(among));
      if (areImages()) {
        values.put("checkerboard", checkerboard(samples) / (realCheckerboard + TINY));
      }
      values.put("saturation", saturation(fake) - realSaturation);
    }
    return values;
  }

  /**
   * How far samples of the same latents have moved: {@code drift} on average, {@code hop} their
   * mean, in units of the distance between real samples.
   */
  Map<String, Double> movement(Tensor before, Tensor now) {
    try (Scope scope = new Scope()) {
      Tensor change = now.flatten(1).minus(before.flatten(1));
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("drift", change.norm(1).mean().item() / realSpread);
      values.put("hop", change.mean(0).norm(0).item() / realSpread);
      return values;
    }
  }

  /** Sorted along each direction. */
  private double[][] projected(Tensor flat) {
    float[] values = flat.matmul(directions).transpose(0, 1).contiguous().toFloats();
    int n = values.length / DIRECTIONS;
    double[][] sorted = new double[DIRECTIONS][n];
    for (int d = 0; d < DIRECTIONS; d++) {
      for (int i = 0; i < n; i++) {
        sorted[d][i] = values[d * n + i];
      }
      Arrays.sort(sorted[d]);
    }
    return sorted;
  }

  private double distance(double[][] fake) {
    double sum = 0;
    for (int d = 0; d < DIRECTIONS; d++) {
      double[] a = projections[d];
      double[] b = fake[d];
      for (int i = 0; i < a.length; i++) {
        sum += Math.abs(a[i] - b[i]) / a.length;
      }
    }
    return sum / DIRECTIONS / unit;
  }

  private double coverage(double[][] realToFake) {
    int covered = 0;
    for (int i = 0; i < realToFake.length; i++) {
      double nearest = Arrays.stream(realToFake[i]).min().orElseThrow();
      covered += nearest <= radii[i] ? 1 : 0;
    }
    return (double) covered / realToFake.length;
  }

  private double leastSpread(double[][] among) {
    int classes = Arrays.stream(labels).max().orElse(0) + 1;
    double least = Double.NaN;
    if (classes == 1) {
      return least;
    }
    for (int c = 0; c < classes; c++) {
      int wanted = c;
      int[] members =
          IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      if (members.length >= 8) {
        double ratio = mean(among, members) / (mean(amongReal, members) + TINY);
        least = Double.isNaN(least) ? ratio : Math.min(least, ratio);
      }
    }
    return least;
  }

  private static double mean(double[][] distances, int[] members) {
    double sum = 0;
    for (int i : members) {
      for (int j : members) {
        sum += i == j ? 0 : distances[i][j];
      }
    }
    return sum / (members.length * (members.length - 1.0));
  }

  private double twins(double[][] among) {
    int twins = 0;
    for (int i = 0; i < among.length; i++) {
      boolean has = false;
      for (int j = 0; j < among.length && !has; j++) {
        has = i != j && among[i][j] < TWINS * realNearest;
      }
      twins += has ? 1 : 0;
    }
    return (double) twins / among.length;
  }

  /**
   * Transposed convolutions whose windows overlap unevenly draw a pattern of period 2 (Odena,
   * Dumoulin, Olah 2016, Distill): the means of the four parities within 8×8 blocks differ.
   */
  private static double checkerboard(Tensor images) {
    long h = images.size(2) / 8 * 8;
    long w = images.size(3) / 8 * 8;
    long n = images.size(0) * images.size(1);
    Tensor blocks = images
        .narrow(2, 0, h)
        .narrow(3, 0, w)
        .contiguous()
        .reshape(n, h / 8, 4, 2, w / 8, 4, 2)
        .permute(0, 1, 4, 3, 6, 2, 5)
        .contiguous()
        .reshape(n * (h / 8) * (w / 8), 4, 16);
    Tensor parities = blocks.mean(2);
    Tensor whole = parities.mean(1).unsqueeze(1);
    double between = parities.minus(whole).square().sumAsDouble() / parities.count();
    double total = blocks.minus(whole.unsqueeze(2)).square().sumAsDouble() / blocks.count();
    return between / (total + 1e-12);
  }

  private static double saturation(Tensor flat) {
    Tensor excess = flat.abs().minus(SATURATED).relu();
    return (double) excess.countNonZero() / excess.count();
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  /** Over all pairs of different samples. */
  private static double mean(double[][] distances) {
    double sum = 0;
    for (int i = 0; i < distances.length; i++) {
      for (int j = 0; j < distances.length; j++) {
        sum += i == j ? 0 : distances[i][j];
      }
    }
    return sum / (distances.length * (distances.length - 1.0));
  }

  @Override
  public void close() {
    real.close();
    directions.close();
  }
}
