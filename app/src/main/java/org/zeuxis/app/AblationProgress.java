package org.zeuxis.app;

import java.util.List;
import org.zeuxis.train.Ablation;
import org.zeuxis.train.Outcome;
import org.zeuxis.train.TrainingObserver;
import org.zeuxis.train.Trial;

/** Shows an ablation: a line for each run that ends, and a bar below where somebody watches. */
final class AblationProgress implements Ablation.Listener {
  private final MachineOptions machine;
  private final int all;
  private double seconds;
  private int ended;

  /**
   * Of one call.
   *
   * @param all runs of the ablation
   */
  AblationProgress(MachineOptions machine, int all) {
    this.machine = machine;
    this.all = all;
  }

  /** Who shows a single training. */
  List<TrainingObserver> observers(Trial trial) {
    return Terminal.isWatched() ? List.of(new TrainingProgress(trial.name())) : List.of();
  }

  @Override
  public void ended(Trial trial, Outcome outcome, int left) {
    seconds += outcome.seconds();
    ended++;
    machine.say(
        "%d/%d %s: %s in %s%s%n",
        all - left,
        all,
        trial.name(),
        how(outcome),
        Terminal.duration(outcome.seconds()),
        left == 0 ? "" : "; " + left + " left, about " + Terminal.duration(seconds / ended * left));
  }

  private static String how(Outcome outcome) {
    return switch (outcome.end()) {
      case COMPLETE, TIME -> outcome.step() + " steps";
      case EARLY -> outcome.step() + " steps, no longer better";
      case FAILED -> "failed (" + outcome.message().replaceAll(";.*", "") + ")";
    };
  }
}
