package org.zeuxis.lab;

import java.util.List;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Round Gaussians in any dimension, each of its own width, mixed: known density, easily drawn. */
record Gaussians(List<Bell> bells) {
  /** One of them. */
  record Bell(double weight, List<Double> mean, double sigma) {
    Bell {
      mean = List.copyOf(mean);
      if (!(weight > 0) || !(sigma > 0) || mean.isEmpty()) {
        throw new IllegalArgumentException("Bell: expected weight > 0, sigma > 0 and a mean, got "
            + weight + ", " + sigma + ", " + mean);
      }
    }

    private double density(double... x) {
      double squares = 0;
      for (int i = 0; i < x.length; i++) {
        squares += Math.pow((x[i] - mean.get(i)) / sigma, 2);
      }
      return Math.exp(-squares / 2) / Math.pow(Math.sqrt(2 * Math.PI) * sigma, x.length);
    }
  }

  Gaussians {
    bells = List.copyOf(bells);
    double sum = bells.stream().mapToDouble(Bell::weight).sum();
    if (!(Math.abs(sum - 1) < 1e-12)) {
      throw new IllegalArgumentException("Gaussians: weights must sum to 1, got " + sum);
    }
    long dimensions =
        bells.stream().mapToInt(bell -> bell.mean().size()).distinct().count();
    if (dimensions != 1) {
      throw new IllegalArgumentException("Gaussians: expected means of one dimension");
    }
  }

  /** N(mean, sigma²) on the line. */
  static Gaussians one(double mean, double sigma) {
    return new Gaussians(List.of(new Bell(1, List.of(mean), sigma)));
  }

  int dimensions() {
    return bells.get(0).mean().size();
  }

  double density(double... x) {
    if (x.length != dimensions()) {
      throw new IllegalArgumentException(
          "density(x): expected " + dimensions() + " numbers, got " + x.length);
    }
    return bells.stream().mapToDouble(bell -> bell.weight() * bell.density(x)).sum();
  }

  /** Independent draws, float32 {@code [count,dimensions]}. */
  Tensor draw(Rng rng, int count) {
    int d = dimensions();
    float[] points = new float[count * d];
    try (Scope scope = new Scope()) {
      float[] which = rng.uniform(0, 1, count).toFloats();
      float[] normal = rng.normal(count, d).toFloats();
      for (int i = 0; i < count; i++) {
        Bell bell = chosen(which[i]);
        for (int j = 0; j < d; j++) {
          points[i * d + j] = (float) (bell.mean().get(j) + bell.sigma() * normal[i * d + j]);
        }
      }
    }
    return Tensor.of(points, count, d);
  }

  private Bell chosen(double uniform) {
    double below = 0;
    for (Bell bell : bells) {
      below += bell.weight();
      if (uniform < below) {
        return bell;
      }
    }
    return bells.get(bells.size() - 1);
  }
}
