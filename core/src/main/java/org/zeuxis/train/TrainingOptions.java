package org.zeuxis.train;

import java.util.List;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;

/**
 * What a training needs besides its recipe: the machine, and who listens.
 *
 * @param device to train on
 * @param threads that operations use; 0 for as many as libtorch finds right
 * @param data where data sets are fetched from and kept; size, channels and bad files are the
 *     recipe's
 * @param progress hears of long reading
 * @param observers hear of the training, after the run's own
 */
public record TrainingOptions(
    Device device,
    int threads,
    DataOptions data,
    ProgressListener progress,
    List<TrainingObserver> observers) {
  public TrainingOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be >= 0, got " + threads);
    }
    observers = List.copyOf(observers);
  }

  public static TrainingOptions defaults() {
    return new TrainingOptions(
        Device.CPU, 0, DataOptions.defaults(), ProgressListener.NONE, List.of());
  }
}
