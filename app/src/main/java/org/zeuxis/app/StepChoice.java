package org.zeuxis.app;

import org.zeuxis.InvalidInputException;
import org.zeuxis.run.Run;
import picocli.CommandLine.Option;

/** Which of a run's checkpoints. */
final class StepChoice {
  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Use the checkpoint of this step. Default: the newest.")
  private Long step;

  @Option(
      names = "--best",
      description = "Use the best checkpoint of a run that keeps it (train --keep-best).")
  private boolean best;

  boolean isMade() {
    return best || step != null;
  }

  long of(Run run) {
    if (best && step != null) {
      throw new InvalidInputException("--best and --step: expected one of them, got both");
    }
    if (best) {
      return run.bestStep();
    }
    return step != null ? step : run.latestStep();
  }
}
