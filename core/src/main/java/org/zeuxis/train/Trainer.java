package org.zeuxis.train;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.data.Loader;
import org.zeuxis.engine.Precision;
import org.zeuxis.engine.Scope;
import org.zeuxis.game.Game;
import org.zeuxis.game.Scores;

/** The loop: draws a batch, plays, tells the observers. */
final class Trainer {
  private final Game game;
  private final Loader loader;
  private final Precision precision;
  private final List<TrainingObserver> observers;
  private volatile boolean stopRequested;
  private long reached;

  Trainer(Game game, Loader loader, Precision precision, List<TrainingObserver> observers) {
    this.game = game;
    this.loader = loader;
    this.precision = precision;
    this.observers = List.copyOf(observers);
  }

  /** Ends the loop after the iteration that is under way. Any thread may call it. */
  void stop() {
    stopRequested = true;
  }

  /** The iteration that is under way, or was the last. */
  long reached() {
    return reached;
  }

  /**
   * Trains.
   *
   * @param from iterations done before
   * @param end iterations of the whole training
   * @param minutes after which this call ends, 0 for never
   * @return where it ended
   * @throws TrainingFailedException if a score is NaN or infinite; nothing is saved after that
   */
  Moment run(long from, long end, double minutes) {
    reached = from;
    long start = System.nanoTime();
    long deadline = minutes > 0 ? (long) (minutes * 60e9) : Long.MAX_VALUE;
    Moment at = new Moment(from, end, loader.position(), 0, new Scores(Map.of()), game);
    try (Scope scope = new Scope()) {
      for (TrainingObserver observer : observers) {
        observer.begin(at);
      }
    }
    while (at.step() < end && !stopRequested && System.nanoTime() - start < deadline) {
      at = step(at, start);
    }
    try (Scope scope = new Scope()) {
      for (TrainingObserver observer : observers) {
        observer.end(at);
      }
    }
    return at;
  }

  private Moment step(Moment before, long start) {
    reached = before.step() + 1;
    try (Scope scope = new Scope()) {
      Scores scores = play(before.step());
      Moment at = new Moment(
          before.step() + 1,
          before.end(),
          loader.position(),
          (System.nanoTime() - start) / 1e9,
          scores,
          game);
      requireFinite(at);
      for (TrainingObserver observer : observers) {
        observer.afterStep(at);
      }
      return at;
    }
  }

  private Scores play(long iteration) {
    try (Precision.Use use = precision.use()) {
      return game.play(loader.next(), iteration);
    }
  }

  private static void requireFinite(Moment at) {
    at.scores().values().forEach((name, value) -> {
      if (!Double.isFinite(value)) {
        throw new TrainingFailedException(
            String.format(Locale.ROOT, "step %d: %s is %s", at.step(), name, value));
      }
    });
  }
}
