package org.zeuxis.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.Version;
import org.zeuxis.data.Attributes;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Engine;
import org.zeuxis.game.Game;
import org.zeuxis.game.Prepares;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Extractors;
import org.zeuxis.metric.Reference;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;
import org.zeuxis.run.Best;
import org.zeuxis.run.EventLog;
import org.zeuxis.run.Run;
import org.zeuxis.run.RunLock;
import org.zeuxis.run.RunManifest;
import org.zeuxis.run.TrainingData;
import org.zeuxis.run.TrainingState;

/**
 * A training in a run directory, new or resumed.
 *
 * <pre>{@code
 * try (Training training = Training.start(Catalogue.resolve("dcgan", List.of()), Path.of("runs/digits"))) {
 *   training.run();
 * }
 * }</pre>
 */
public final class Training implements AutoCloseable {
  /** One for all trainings, so that runs that differ in their seed are measured alike. */
  private static final long EVALUATION_SEED = 1;

  private final Run run;
  private final RunLock lock;
  private final Dataset data;
  private final Game game;
  private final TrainingOptions options;
  private final long step;
  private final Loader loader;
  private final Trainer trainer;
  private final Best best;
  private Evaluator evaluator;
  private HealthWatch health;
  private boolean began;
  private boolean preparing = true;
  private volatile boolean stoppedEarly;

  private Training(
      Run run,
      RunLock lock,
      Dataset data,
      Game game,
      TrainingOptions options,
      long step,
      long position) {
    this.run = run;
    this.lock = lock;
    this.data = data;
    this.game = game;
    this.options = options;
    this.step = step;
    Recipe recipe = run.manifest().recipe();
    best = new Best(recipe.evaluation().keepBest());
    loader = loader(recipe, data, game, position);
    trainer = new Trainer(game, loader, recipe.training().precision(), observers());
  }

  /** Begins a run with default options. */
  public static Training start(Recipe recipe, Path directory) {
    return start(recipe, directory, TrainingOptions.defaults());
  }

  /**
   * Begins a run.
   *
   * @throws InvalidInputException if the data cannot be used by the recipe, or the directory is not
   *     free
   */
  public static Training start(Recipe wanted, Path directory, TrainingOptions options) {
    Recipe recipe = portable(wanted);
    Run.requireUnused(directory);
    Engine.setThreads(options.threads() == 0 ? Engine.threads() : options.threads());
    Dataset data = TrainingData.open(recipe, options.data(), options.progress());
    GameBuilder builder = new GameBuilder(recipe, Samples.of(data), options.device());
    RunManifest manifest =
        new RunManifest(Version.current(), RunManifest.DataFacts.of(data), recipe);
    Game game = builder.game();
    return opened(
        () -> {
          if (game instanceof Prepares learner) {
            learner.prepare(data, options.progress());
          }
          Run run = Run.create(directory, manifest);
          RunLock lock = run.lock();
          return opened(() -> new Training(run, lock, data, game, options, 0, 0), () -> {
            run.discard();
            lock.close();
          });
        },
        game::close);
  }

  /**
   * Goes on with a run, bit for bit as if it had never stopped.
   *
   * @param change of the recipe, such as a later end
   * @param from the step of the checkpoint to go on from, or -1 for the newest; newer ones are
   *     removed when {@link #run()} begins
   * @throws InvalidInputException if the run is in use, its checkpoint damaged, or the data are not
   *     the same
   */
  public static Training resume(
      Path directory, UnaryOperator<Recipe> change, long from, TrainingOptions options) {
    Run run = Run.open(directory);
    RunLock lock = run.lock();
    return opened(
        () -> {
          Recipe recipe = portable(change.apply(run.manifest().recipe()));
          Dataset data = TrainingData.open(recipe, options.data(), options.progress());
          TrainingData.requireSame(run.manifest().data(), data);
          Game game = new GameBuilder(recipe, Samples.of(data), options.device()).game();
          return opened(() -> resumed(run, recipe, lock, data, game, from, options), game::close);
        },
        lock::close);
  }

  private static Training resumed(
      Run run,
      Recipe recipe,
      RunLock lock,
      Dataset data,
      Game game,
      long from,
      TrainingOptions options) {
    long checkpoint = from >= 0 ? from : run.latestStep();
    boolean changed = !recipe.sameGame(run.manifest().recipe());
    TrainingState state = changed
        ? run.checkpoints().restoreChanged(game, checkpoint)
        : run.checkpoints().restore(game, checkpoint);
    Engine.setThreads(options.threads() == 0 ? state.threads() : options.threads());
    return new Training(
        run.with(recipe), lock, data, game, options, state.step(), state.position());
  }

  private interface Opening {
    Training open();
  }

  /** What was opened before must not stay open where the rest fails. */
  private static Training opened(Opening opening, Runnable undo) {
    boolean opened = false;
    try {
      Training training = opening.open();
      opened = true;
      return training;
    } finally {
      if (!opened) {
        undo.run();
      }
    }
  }

  /** As runs hold it: with paths that are good in every directory. */
  static Recipe portable(Recipe recipe) {
    return recipe
        .withSource(DataSource.portable(recipe.data().source()))
        .withAttributes(Attributes.portable(recipe.data().attributes()))
        .withPerception(Extractors.portable(recipe.translation().features()))
        .withEvaluation(recipe
            .evaluation()
            .withFeatures(Extractors.portable(recipe.evaluation().features())));
  }

  /** What a game of a recipe is played with, from a position on. */
  static Loader loader(Recipe recipe, Dataset data, Game game, long position) {
    return new Loader(
        data,
        sampler(recipe, data),
        recipe.training().batchSize() * game.batchesPerIteration(),
        new Views(recipe.data().flip(), recipe.data().jitter()),
        position);
  }

  private static Sampler sampler(Recipe recipe, Dataset data) {
    return recipe.data().balance() > 0
        ? Sampler.balanced(data, recipe.data().balance(), recipe.seed())
        : Sampler.uniform(data.size(), recipe.seed());
  }

  private List<TrainingObserver> observers() {
    Recipe recipe = run.manifest().recipe();
    Recipe.Output output = recipe.output();
    EventLog log = new EventLog(run.events());
    List<TrainingObserver> observers = new ArrayList<>();
    observers.add(new EventLogger(log, output.logEvery()));
    observers.add(new SampleGrids(run, data));
    if (recipe.evaluation().every() > 0) {
      evaluator = new Evaluator(
          evaluation(recipe),
          recipe,
          log,
          run.checkpoints(),
          best,
          data,
          options.observers(),
          this::stopEarly);
      observers.add(evaluator);
    }
    if (output.checkupEvery() > 0) {
      health = new HealthWatch(
          run,
          Consultation.checkup(run, data, options),
          output.checkupEvery(),
          options.observers());
      observers.add(health);
    }
    observers.add(new Checkpointer(
        run.checkpoints(),
        output.checkpointEvery(),
        output.keepCheckpoints(),
        options.device(),
        best));
    observers.addAll(options.observers());
    return observers;
  }

  private Evaluation evaluation(Recipe recipe) {
    Recipe.Evaluation settings = recipe.evaluation();
    Reference reference = Reference.open(
        data,
        recipe.data().source(),
        TrainingData.options(recipe, options.data()),
        "",
        settings.features(),
        new Reference.Settings(settings.samples(), EVALUATION_SEED),
        this::reportPreparing);
    return Evaluation.of(reference, settings.metrics());
  }

  /** Once the training goes on, its own progress is what a person looks at. */
  private void reportPreparing(String task, long done, long total) {
    if (preparing) {
      options.progress().progress(task, done, total);
    }
  }

  private void stopEarly() {
    stoppedEarly = true;
    stop();
  }

  public Run directory() {
    return run;
  }

  /** The best evaluation so far; without a step where the recipe keeps no best. */
  public Best best() {
    return best;
  }

  /** Whether the training ended because it had not improved for long. */
  public boolean stoppedEarly() {
    return stoppedEarly;
  }

  public Dataset data() {
    return data;
  }

  /** Iterations done before this call. */
  public long step() {
    return step;
  }

  /** Iterations of the whole training, {@code Long.MAX_VALUE} where only the clock ends it. */
  public long end() {
    return run.manifest().recipe().iterations(data.size());
  }

  /** What of the recipe does not fit {@link #end}, a line each. */
  public List<String> misfits() {
    return run.manifest().recipe().misfits(end());
  }

  /**
   * Trains until the recipe's end or {@link #stop()}, and saves. Once only: {@link #resume} goes
   * on.
   *
   * @throws TrainingFailedException if losses or weights are not finite; the last good checkpoint
   *     stays the newest
   */
  public Moment run() {
    if (began) {
      throw new IllegalStateException("run(): a Training runs once; Training.resume goes on");
    }
    began = true;
    try {
      if (evaluator != null) {
        evaluator.prepare(game);
      }
      preparing = false;
      run.beginFrom(step);
      return trainer.run(step, end(), run.manifest().recipe().training().minutes());
    } catch (TrainingFailedException e) {
      new EventLog(run.events())
          .append(Map.of("step", trainer.reached(), "failure", e.getMessage()));
      throw new TrainingFailedException(
          e.getMessage() + "; the training stopped, the last good checkpoint is "
              + run.checkpoints()
                  .latest()
                  .map(last -> run.checkpoints().path(last).toString())
                  .orElse("none"),
          trainer.reached());
    } finally {
      if (run.checkpoints().latest().isEmpty()) {
        run.discard(); // such as where the disk was full from the start
      }
    }
  }

  /**
   * Ends {@link #run()} after the iteration that is under way; it still saves. Any thread may call
   * it.
   */
  public void stop() {
    trainer.stop();
  }

  @Override
  public void close() {
    loader.close();
    if (evaluator != null) {
      evaluator.close();
    }
    if (health != null) {
      health.close();
    }
    game.close();
    lock.close();
  }
}
