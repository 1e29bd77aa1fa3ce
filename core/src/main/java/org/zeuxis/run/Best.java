package org.zeuxis.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.OptionalLong;
import org.zeuxis.metric.Better;
import org.zeuxis.metric.Metrics;

/**
 * The best evaluation of a training by one metric. Its state is a function of the event log and the
 * checkpoints that are left, so a resumed training finds it again.
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

  /** What a run's event log says of the steps that have a checkpoint. */
  public static Best of(String metric, EventLog log, Collection<Long> checkpoints) {
    Best best = new Best(metric);
    best.restore(log, checkpoints);
    return best;
  }

  /**
   * Takes all evaluations of a log into account. Those of other steps than the given ones, whose
   * checkpoints were removed, count as not the best.
   */
  public void restore(EventLog log, Collection<Long> checkpoints) {
    for (Event event : log.read().events()) {
      for (JsonNode measurement : event.evaluation().path("measurements")) {
        if (measurement.path("metric").asText().equals(metric)) {
          boolean kept = checkpoints.contains(event.step());
          offer(event.step(), kept ? Event.number(measurement.path("value")) : Double.NaN);
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
