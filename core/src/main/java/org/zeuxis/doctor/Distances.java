package org.zeuxis.doctor;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;

/** Euclidean distances between a few samples, all at once. */
public final class Distances {
  private Distances() {}

  /** {@code a [N,D], b [M,D]} → {@code [N][M]}, in float32. */
  public static double[][] between(Tensor a, Tensor b) {
    Tensor squares = a.square().sum(1).unsqueeze(1).plus(b.square().sum(1).unsqueeze(0));
    Tensor product = a.matmul(b.transpose(0, 1)).times(2);
    float[] values = squares.minus(product).relu().sqrt().contiguous().toFloats();
    int rows = Math.toIntExact(a.size(0));
    int columns = values.length / rows;
    double[][] distances = new double[rows][columns];
    for (int i = 0; i < values.length; i++) {
      distances[i / columns][i % columns] = values[i];
    }
    return distances;
  }

  /** The value in the middle, the upper of two. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
