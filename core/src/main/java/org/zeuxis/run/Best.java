package org.zeuxis.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Metrics;

/**
 * The best evaluation of a training by one metric. Its state is a function of the event log, so a
 * resumed training finds it again.
 */
public final class Best {
  private final String metric;
  private final Better better;
  private OptionalLong step = OptionalLong.empty();
  private double value = Double.NaN;
  private int since;

  /**
   * Nothing was seen yet.
   *
   * @param metric such as {@code fid}; empty never finds a best
   */
  public Best(String metric) {
    this.metric = metric;
    better = metric.isEmpty() ? Better.NONE : Metrics.better(metric);
  }

  /** What the event log of a run says. */
  public static Best of(String metric, EventLog log) {
    Best best = new Best(metric);
    best.restore(log);
    return best;
  }

  public void restore(EventLog log) {
    for (Event event : log.read().events()) {
      for (JsonNode measurement : event.evaluation().path("measurements")) {
        if (measurement.path("metric").asText().equals(metric)) {
          offer(event.step(), Event.number(measurement.path("value")));
        }
      }
    }
  }

  /** Takes the next evaluation into account; one that is not a number is never the best. */
  public void offer(long atStep, double newValue) {
    if (step.isEmpty() ? !Double.isNaN(newValue) : better.prefers(newValue, value)) {
      step = OptionalLong.of(atStep);
      value = newValue;
      since = 0;
    } else {
      since++;
    }
  }

  public boolean isOf(long someStep) {
    return step.isPresent() && step.getAsLong() == someStep;
  }

  public String metric() {
    return metric;
  }

  /** Iterations done at the best evaluation, if there was one. */
  public OptionalLong step() {
    return step;
  }

  /** NaN before the first evaluation. */
  public double value() {
    return value;
  }

  /** Evaluations since the best one. */
  public int since() {
    return since;
  }
}
