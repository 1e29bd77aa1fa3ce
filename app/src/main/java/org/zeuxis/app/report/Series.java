package org.zeuxis.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A number over the steps of a training.
 *
 * @param name as in the event log, or what tells it from its neighbours
 * @param steps rising
 * @param values one a step; NaN and infinite where the training had them
 * @param deviations one a step, NaN where unknown; empty where there are none at all
 */
record Series(String name, List<Long> steps, List<Double> values, List<Double> deviations) {
  /** As many digits as a curve can show, and then some. */
  private static final MathContext DRAWN = new MathContext(6);

  Series {
    if (values.size() != steps.size()
        || !(deviations.isEmpty() || deviations.size() == steps.size())) {
      throw new IllegalArgumentException(name + ": expected a value for each of " + steps.size()
          + " steps, got " + values.size() + " and " + deviations.size() + " deviations");
    }
    steps = List.copyOf(steps);
    values = List.copyOf(values);
    deviations = List.copyOf(deviations);
  }

  /** A series without deviations. */
  Series(String name, List<Long> steps, List<Double> values) {
    this(name, steps, values, List.of());
  }

  /**
   * The same with at most so many points, each the mean of as many neighbours, at the step of the
   * last. One that is not finite makes its mean so: what failed must not be averaged away.
   */
  Series thinned(int most) {
    int bucket = Math.max(1, (steps.size() + most - 1) / most);
    List<Long> fewer = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int start = 0; start < steps.size(); start += bucket) {
      int end = Math.min(start + bucket, steps.size());
      fewer.add(steps.get(end - 1));
      double sum = 0;
      for (double value : values.subList(start, end)) {
        sum += value;
      }
      means.add(drawn(sum / (end - start)));
    }
    return new Series(name, fewer, means, bucket == 1 ? deviations : Collections.emptyList());
  }

  private static double drawn(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DRAWN).doubleValue() : value;
  }
}
