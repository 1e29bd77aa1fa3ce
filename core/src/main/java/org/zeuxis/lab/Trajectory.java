package org.zeuxis.lab;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.zeuxis.engine.Scope;

/** The course of a {@link Duel}, step 0 first. */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
record Trajectory(double[] x, double[] y) {
  /** Sums of numbers near 1 are not zero below. */
  private static final double FLOOR = 1e-13;

  /** Really plays it. */
  static Trajectory of(Duel.Game game, UpdateRule rule, double rate, double first, int steps) {
    double[] x = new double[steps + 1];
    double[] y = new double[steps + 1];
    try (Scope scope = new Scope();
        Duel duel = new Duel(game, rate, first, first)) {
      for (int i = 0; i <= steps; i++) {
        x[i] = duel.x();
        y[i] = duel.y();
        rule.step(duel);
      }
    }
    return new Trajectory(x, y);
  }

  double distance(int step) {
    return Math.hypot(x[step], y[step]);
  }

  /**
   * What the distance is multiplied by in a step: the exponential of the slope of its logarithm, by
   * least squares over all steps above the floor of rounding.
   */
  double factor() {
    int n = 0;
    while (n < x.length && distance(n) > FLOOR) {
      n++;
    }
    double middle = (n - 1) / 2.0;
    double product = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      product += (i - middle) * Math.log(distance(i));
      squares += (i - middle) * (i - middle);
    }
    return Math.exp(product / squares);
  }

  /** The part from a step to another as a line in a picture. */
  Plot.Cloud line(String name, int from, int to) {
    double[] someX = Arrays.copyOfRange(x, from, to + 1);
    double[] someY = Arrays.copyOfRange(y, from, to + 1);
    return new Plot.Cloud(name, rounded(someX), rounded(someY), true);
  }

  private static double[] rounded(double[] values) {
    DoubleUnaryOperator thousandths = v -> Math.round(v * 1000) / 1000.0;
    return Arrays.stream(values).map(thousandths).toArray();
  }
}
