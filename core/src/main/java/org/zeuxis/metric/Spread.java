package org.zeuxis.metric;

import java.util.Arrays;

/** Mean and standard deviation of some values, the latter with ddof 0. */
record Spread(double mean, double deviation) {
  static Spread of(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new Spread(mean, Math.sqrt(variance));
  }
}
