package org.zeuxis.app;

import java.nio.file.Path;
import org.zeuxis.engine.Device;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run, and which of its checkpoints. */
final class CheckpointChoice {
  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Use the checkpoint of this step. Default: the newest.")
  private Long step;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:n. Default: cpu.")
  private String device;

  Path run() {
    return run;
  }

  TrainedGenerator load() {
    Run opened = Run.open(run);
    long chosen = step != null ? step : opened.latestStep();
    return TrainedGenerator.load(opened, chosen, Device.parse(device));
  }
}
