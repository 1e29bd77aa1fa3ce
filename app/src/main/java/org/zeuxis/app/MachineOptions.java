package org.zeuxis.app;

import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Engine;
import org.zeuxis.train.TrainingObserver;
import org.zeuxis.train.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of training that say nothing about the result. */
final class MachineOptions {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = {
        "auto (a GPU where there is one), cpu, cuda or cuda:n.",
        "Default: auto; a resumed run goes on where it was."
      })
  private String device;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads of an operation. A resumed run goes on with as many as it had.")
  private int threads;

  @Mixin
  private DataPlace place;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  boolean quiet() {
    return quiet;
  }

  /** A line for whoever watches. */
  void say(String format, Object... values) {
    if (!quiet) {
      System.err.printf(format, values);
    }
  }

  DataOptions data() {
    return place.options();
  }

  /** The device that was named, or another. */
  Device device(String usual) {
    return Device.parse(device == null ? usual : device);
  }

  private int threads() {
    if (threads < 0) {
      throw new InvalidInputException("--threads: expected >= 0, got " + threads);
    }
    return threads;
  }

  /** Lets operations use as many threads as were asked for, if any were. */
  void useThreads() {
    if (threads() > 0) {
      Engine.setThreads(threads);
    }
  }

  /**
   * The options of a training that is shown.
   *
   * @param usual device where none was named
   */
  TrainingOptions options(ReadingProgress reading, String usual) {
    return options(reading, usual, List.of(new TrainingProgress("training")));
  }

  /**
   * The options of a training.
   *
   * @param usual device where none was named
   * @param shown who shows it, unless nothing is to be shown
   */
  TrainingOptions options(ReadingProgress reading, String usual, List<TrainingObserver> shown) {
    return new TrainingOptions(
        device(usual), threads(), data(), reading, quiet ? List.of() : shown);
  }
}
