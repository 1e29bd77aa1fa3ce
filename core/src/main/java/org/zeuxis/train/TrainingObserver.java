package org.zeuxis.train;

import java.util.List;
import org.zeuxis.doctor.Finding;
import org.zeuxis.metric.Measurement;

/**
 * Hears of a training as it goes. Called on the training's thread, inside the step's scope, in the
 * order of registration.
 */
public interface TrainingObserver {
  /** Before the first iteration of this call; {@code at.scores()} is empty. */
  default void begin(Moment at) {}

  /** After each iteration. */
  default void afterStep(Moment at) {}

  /** After the generator was measured, which some iterations are followed by. */
  default void evaluated(Moment at, List<Measurement> measurements) {}

  /** After a checkup that found what earlier ones of this call had not. */
  default void diagnosed(Moment at, List<Finding> findings) {}

  /** After the last iteration of this call, or when it was asked to stop. */
  default void end(Moment at) {}
}
