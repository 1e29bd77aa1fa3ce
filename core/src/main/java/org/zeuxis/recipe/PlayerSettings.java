package org.zeuxis.recipe;

import static org.zeuxis.recipe.Recipe.require;

import java.util.List;
import java.util.Optional;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.WeightedPenalty;
import org.zeuxis.optim.Schedule;

/** How one player learns. {@code defaults.yaml} explains each key. */
public record PlayerSettings(
    OptimizerKind optimizer,
    double learningRate,
    double beta1,
    double beta2,
    double momentum,
    double smoothing,
    double weightDecay,
    double weightClip,
    ScheduleKind schedule,
    long scheduleStart,
    long scheduleEnd,
    double scheduleFactor,
    long warmup,
    double gradientClip,
    long lookaheadSteps,
    double lookaheadRate,
    List<String> penalties) {
  public PlayerSettings {
    require(learningRate > 0 && learningRate < 1e6, "learningRate", "> 0", learningRate);
    require(beta1 >= 0 && beta1 < 1, "beta1", "in [0,1)", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2", "in [0,1)", beta2);
    require(momentum >= 0 && momentum < 1, "momentum", "in [0,1)", momentum);
    require(smoothing >= 0 && smoothing < 1, "smoothing", "in [0,1)", smoothing);
    require(weightDecay >= 0, "weightDecay", ">= 0", weightDecay);
    require(weightClip >= 0, "weightClip", ">= 0", weightClip);
    require(warmup >= 0, "warmup", ">= 0", warmup);
    require(gradientClip >= 0, "gradientClip", ">= 0", gradientClip);
    require(lookaheadSteps >= 0, "lookaheadSteps", ">= 0", lookaheadSteps);
    require(lookaheadRate > 0 && lookaheadRate <= 1, "lookaheadRate", "in (0,1]", lookaheadRate);
    penalties = List.copyOf(penalties);
    try {
      schedule.create(scheduleStart, scheduleEnd, scheduleFactor);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("schedule: " + e.getMessage(), e);
    }
    requirePenalties(penalties);
  }

  private static void requirePenalties(List<String> texts) {
    List<Penalties> kinds;
    try {
      kinds =
          texts.stream().map(WeightedPenalty::parse).map(WeightedPenalty::kind).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("penalties: " + e.getMessage(), e);
    }
    require(
        kinds.stream().distinct().count() == kinds.size(),
        "penalties",
        "each kind once",
        String.join(",", texts));
  }

  Schedule learningRateSchedule() {
    return schedule.create(scheduleStart, scheduleEnd, scheduleFactor).warmup(warmup);
  }

  Optional<String> misfit(String player, long end) {
    boolean falls = schedule == ScheduleKind.LINEAR || schedule == ScheduleKind.COSINE;
    return !falls || scheduleEnd == end || end == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(player + ".schedule: the rate reaches 0 at iteration " + scheduleEnd
            + ", the training ends at " + end + " (scheduleStart, scheduleEnd)");
  }

  List<WeightedPenalty> weightedPenalties() {
    return penalties.stream().map(WeightedPenalty::parse).toList();
  }
}
