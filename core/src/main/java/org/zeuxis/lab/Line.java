package org.zeuxis.lab;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.zeuxis.engine.Tensor;

/**
 * Equally spaced points of an interval, to draw functions at and to integrate over. The trapezium
 * rule is exact to rounding for smooth functions that have died away at both ends.
 */
record Line(double from, double to, int count) {
  Line {
    if (!(from < to) || count < 2) {
      throw new IllegalArgumentException(
          "Line: expected from < to and count >= 2, got " + from + ", " + to + ", " + count);
    }
  }

  private double step() {
    return (to - from) / (count - 1);
  }

  double at(int i) {
    return from + step() * i;
  }

  double[] points() {
    return values(x -> x);
  }

  double[] values(DoubleUnaryOperator function) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> function.applyAsDouble(at(i)));
    return values;
  }

  double integral(DoubleUnaryOperator function) {
    return integral(values(function));
  }

  /** Of a function given at the points. */
  double integral(double[] values) {
    if (values.length != count) {
      throw new IllegalArgumentException(
          "integral(values): expected " + count + ", got " + values.length);
    }
    double sum = Arrays.stream(values).sum() - (values[0] + values[count - 1]) / 2;
    return sum * step();
  }

  /** The points as a batch, float32 {@code [count,1]}. */
  Tensor batch() {
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) at(i);
    }
    return Tensor.of(x, count, 1);
  }
}
