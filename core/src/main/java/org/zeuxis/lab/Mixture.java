package org.zeuxis.lab;

import java.util.List;

/** Gaussians of one width on a line, mixed. */
record Mixture(List<Double> weights, List<Double> means, double sigma) {
  Mixture {
    weights = List.copyOf(weights);
    means = List.copyOf(means);
    if (weights.size() != means.size()) {
      throw new IllegalArgumentException(
          "Mixture: expected a weight a mean, got " + weights + " for " + means);
    }
    if (!(Math.abs(weights.stream().mapToDouble(w -> w).sum() - 1) < 1e-12)) {
      throw new IllegalArgumentException("Mixture: weights must sum to 1, got " + weights);
    }
    if (!(sigma > 0)) {
      throw new IllegalArgumentException("Mixture: sigma must be > 0, got " + sigma);
    }
  }

  double logDensity(double x) {
    double log = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.size(); k++) {
      log = logSum(log, Math.log(weights.get(k)) + logBell(x, means.get(k), sigma));
    }
    return log;
  }

  double mean() {
    double mean = 0;
    for (int k = 0; k < weights.size(); k++) {
      mean += weights.get(k) * means.get(k);
    }
    return mean;
  }

  /** That within the Gaussians and that between their means. */
  double variance() {
    double between = 0;
    for (int k = 0; k < weights.size(); k++) {
      between += weights.get(k) * Math.pow(means.get(k) - mean(), 2);
    }
    return sigma * sigma + between;
  }

  /** {@code log N(x; mean, deviation²)}. */
  static double logBell(double x, double mean, double deviation) {
    double t = (x - mean) / deviation;
    return -0.5 * t * t - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
  }

  /** {@code log(eᵃ + eᵇ)}. */
  static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
  }
}
