package org.zeuxis.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.game.Game;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Inspects;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Measurement;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Best;
import org.zeuxis.run.Checkpoints;
import org.zeuxis.run.EventLog;

/**
 * Measures the generator and inspects the game every few iterations, and ends a training that has
 * not improved for long. All its random streams are its own: it does not disturb the training.
 */
final class Evaluator implements TrainingObserver, AutoCloseable {
  /** Real samples of an inspection. */
  private static final int INSPECTED = 64;

  private final Evaluation evaluation;
  private final Recipe.Evaluation settings;
  private final EventLog log;
  private final Checkpoints checkpoints;
  private final Best best;
  private final Dataset data;
  private final long seed;
  private final List<TrainingObserver> listeners;
  private final Runnable stop;

  /**
   * An observer.
   *
   * @param best is told of every evaluation
   * @param listeners hear of the measurements
   * @param stop ends the training
   */
  Evaluator(
      Evaluation evaluation,
      Recipe recipe,
      EventLog log,
      Checkpoints checkpoints,
      Best best,
      Dataset data,
      List<TrainingObserver> listeners,
      Runnable stop) {
    this.evaluation = evaluation;
    settings = recipe.evaluation();
    this.log = log;
    this.checkpoints = checkpoints;
    this.best = best;
    this.data = data;
    seed = recipe.seed();
    this.listeners = listeners;
    this.stop = stop;
  }

  /** Opens what all evaluations need, so that nothing wrong is told as late as the first one. */
  void prepare(Game game) {
    if (game instanceof Generates generator) {
      evaluation.prepare(generator);
    }
  }

  @Override
  public void begin(Moment at) {
    best.restore(log, checkpoints.steps());
  }

  @Override
  public void afterStep(Moment at) {
    if (at.step() % settings.every() == 0 || at.isLast()) {
      try (Scope scope = new Scope()) {
        evaluate(at);
      }
    }
  }

  private void evaluate(Moment at) {
    Map<String, Object> found = new LinkedHashMap<>();
    if (at.game() instanceof Generates generator) {
      List<Measurement> measurements = evaluation.of(generator).measurements();
      found.put("measurements", measurements);
      listeners.forEach(listener -> listener.evaluated(at, measurements));
      measurements.stream()
          .filter(measurement -> measurement.metric().equals(best.metric()))
          .forEach(measurement -> best.offer(at.step(), measurement.value()));
    }
    if (at.game() instanceof Inspects game) {
      try (Rng rng = Rng.of(seed, "inspection")) {
        found.put("diagnostics", game.inspect(batch(), rng));
      }
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("step", at.step());
    event.put("seconds", Math.round(at.seconds() * 1e3) / 1e3);
    event.put("evaluation", found);
    log.append(event);
    if (settings.patience() > 0 && best.since() >= settings.patience()) {
      stop.run();
    }
  }

  /** The same real samples every time. */
  private Batch batch() {
    try (Loader loader =
        new Loader(data, Sampler.uniform(data.size(), seed), INSPECTED, Views.PLAIN, 0)) {
      return loader.next();
    }
  }

  @Override
  public void close() {
    evaluation.close();
  }
}
