package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Interpolation;
import org.zeuxis.game.Latent;

/**
 * Perceptual path length (Karras, Laine, Aila 2019, StyleGAN, arXiv:1812.04948, section 4.1): how
 * much the image changes, by a perceptual distance, along a short step between two latents,
 * {@code E[d(G(z(t)), G(z(t+ε))) / ε²]}. The lower the smoother.
 *
 * <p>In Z, between normal latents, the way is the great circle, the paper's slerp; StyleGAN brings
 * its latents to one length first, here they keep their own, as a generator without that step
 * expects. Uniform latents are of a cube, which the circle leaves, so the way between them is
 * straight, as it is in W. As in the authors' code, the lowest and highest hundredth of the
 * distances are left out of the mean.
 */
public final class PathLength {
  private static final String NAME = "ppl";

  /** The paper's ε. */
  private static final double EPSILON = 1e-4;

  /** The percentiles that the authors' code keeps between. */
  private static final double LOW = 0.01;

  private static final double HIGH = 0.99;

  private final UnaryOperator<Tensor> generator;
  private final BinaryOperator<Tensor> distance;

  /** Which part of the way steps are taken on. */
  public enum Sampling {
    /** t uniform in [0,1). */
    FULL,
    /** t = 0, at the ends. */
    END
  }

  /**
   * How to measure.
   *
   * @param samples steps to take, at least 2; the paper took 100,000
   * @param batch steps at a time
   */
  public record Protocol(Sampling sampling, int samples, int batch, long seed) {
    public Protocol {
      if (samples < 2) {
        throw new InvalidInputException(NAME + ": samples " + samples + ": expected >= 2");
      }
      if (batch < 1) {
        throw new IllegalArgumentException("batch must be >= 1, got " + batch);
      }
    }
  }

  /**
   * The path length.
   *
   * @param mean of the distances between {@code low} and {@code high}, both included
   * @param samples steps taken
   * @param kept distances in the mean
   * @param low the 1st percentile, the nearest distance below it
   * @param high the 99th percentile, the nearest distance above it
   * @param way between latents
   */
  public record Result(
      double mean, int samples, int kept, double low, double high, Interpolation way) {}

  /**
   * What is measured.
   *
   * @param generator latents {@code [N,size]} → images {@code [N,C,H,W]} as floating-point numbers:
   *     on bytes the result would be rounding. It must give row i of a batch the same image for the
   *     same latent: no dropout, no noise, the same class.
   * @param distance images, images → {@code [N]}, a squared distance, such as that of features
   */
  public PathLength(UnaryOperator<Tensor> generator, BinaryOperator<Tensor> distance) {
    this.generator = generator;
    this.distance = distance;
  }

  /**
   * Measures in Z, the space that the generator's input is drawn from.
   *
   * @throws InvalidInputException where a distance is NaN or infinite
   */
  public Result inZ(Latent latent, Protocol protocol) {
    boolean normal = latent.distribution() == Latent.Distribution.NORMAL;
    Interpolation way = normal ? Interpolation.SLERP : Interpolation.LERP;
    return measure(latent, z -> z, way, protocol);
  }

  /**
   * Measures in W, the space that a mapping takes latents to; the generator's input is w.
   *
   * @param mapping {@code [N,size]} → {@code [N,size of w]}
   * @throws InvalidInputException where a distance is NaN or infinite
   */
  public Result inW(Latent latent, UnaryOperator<Tensor> mapping, Protocol protocol) {
    return measure(latent, mapping, Interpolation.LERP, protocol);
  }

  private Result measure(
      Latent latent, UnaryOperator<Tensor> mapping, Interpolation way, Protocol protocol) {
    double[] distances = new double[protocol.samples];
    try (NoGrad noGrad = new NoGrad();
        Rng rng = Rng.of(protocol.seed, NAME)) {
      for (int at = 0; at < distances.length; at += protocol.batch) {
        int count = Math.min(protocol.batch, distances.length - at);
        try (Scope scope = new Scope()) {
          Tensor from = mapping.apply(latent.sample(rng, count));
          Tensor to = mapping.apply(latent.sample(rng, count));
          double[] t = protocol.sampling == Sampling.FULL
              ? rng.uniform(0, 1, count).toDoubles()
              : new double[count];
          Tensor here = points(from, to, t, 0, way);
          Tensor there = points(from, to, t, EPSILON, way);
          System.arraycopy(steps(here, there), 0, distances, at, count);
        }
      }
    }
    return summary(distances, way);
  }

  private static Tensor points(Tensor from, Tensor to, double[] t, double step, Interpolation way) {
    // In float64: the step is of the size of a thousand roundings of float32.
    Tensor a = from.to(DType.FLOAT64);
    Tensor b = to.to(DType.FLOAT64);
    List<Tensor> points = new ArrayList<>();
    for (int i = 0; i < t.length; i++) {
      points.add(way.between(a.select(0, i), b.select(0, i), t[i] + step));
    }
    return Tensor.stack(points, 0).to(from.type());
  }

  private double[] steps(Tensor here, Tensor there) {
    Tensor first = generator.apply(here);
    if (first.type() != DType.FLOAT32 && first.type() != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "PathLength: expected images of floating-point numbers, got " + first.type());
    }
    Tensor apart = distance.apply(first, generator.apply(there));
    apart.requireShape("PathLength: distance(images, images)", "[N]", here.size(0));
    if (!apart.isFinite()) {
      throw new InvalidInputException(NAME + ": a distance is NaN or infinite");
    }
    double[] steps = apart.toDoubles();
    Arrays.setAll(steps, i -> steps[i] / (EPSILON * EPSILON));
    return steps;
  }

  private static Result summary(double[] distances, Interpolation way) {
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    double low = sorted[(int) Math.floor(LOW * last)];
    double high = sorted[(int) Math.ceil(HIGH * last)];
    double[] kept =
        Arrays.stream(sorted).filter(value -> low <= value && value <= high).toArray();
    double mean = Arrays.stream(kept).average().orElseThrow();
    return new Result(mean, distances.length, kept.length, low, high, way);
  }
}
