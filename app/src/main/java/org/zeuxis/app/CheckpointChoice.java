package org.zeuxis.app;

import java.nio.file.Path;
import java.util.function.Function;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.run.CalibrationData;
import org.zeuxis.run.Run;
import org.zeuxis.run.Sampling;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run, and which of its checkpoints. */
final class CheckpointChoice {
  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Mixin
  private StepChoice step;

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
    return TrainedGenerator.load(opened, step.of(opened), Device.parse(device));
  }

  /**
   * To draw from in a certain way.
   *
   * @param data opens what the run was trained on
   */
  TrainedGenerator load(
      Sampling sampling, Function<Run, Dataset> data, long seed, ProgressListener progress) {
    Run opened = Run.open(run);
    return TrainedGenerator.load(
        opened,
        step.of(opened),
        Device.parse(device),
        sampling,
        new CalibrationData(() -> data.apply(opened), seed, progress));
  }
}
