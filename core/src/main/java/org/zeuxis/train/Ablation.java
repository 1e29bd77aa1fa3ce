package org.zeuxis.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.data.Dataset;
import org.zeuxis.game.Game;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Grid;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.RecipeDifference;
import org.zeuxis.recipe.Samples;
import org.zeuxis.run.Run;
import org.zeuxis.run.RunLock;
import org.zeuxis.run.RunManifest;
import org.zeuxis.run.TrainingData;

/**
 * Trains every cell of a grid over its seeds, each in a run directory of its own. What is there
 * already is not trained again, and what was interrupted goes on.
 *
 * <pre>
 * outcomes.json               how each run ended
 * loss=hinge,batch=64/seed-1  a run directory
 * </pre>
 */
public final class Ablation {
  private final List<Trial> trials;
  private final Outcomes outcomes;

  /** Of this call: a run that failed before it saved anything left no directory. */
  private final Map<Trial, Outcome> ended = new HashMap<>();

  private Training current;
  private boolean stopped;

  /** What a training needs besides its recipe. */
  @FunctionalInterface
  public interface Machine {
    /**
     * The options of a training.
     *
     * @param device that an interrupted training ran on, which decides about last bits
     */
    TrainingOptions options(Trial trial, Optional<String> device);
  }

  /** Sees the data before anything is trained. */
  @FunctionalInterface
  public interface Examiner {
    /** Sees data, with an untrained game of one of the recipes for them. */
    void examine(Recipe recipe, Dataset data, Game game);
  }

  /** Hears of every run that ends. */
  @FunctionalInterface
  public interface Listener {
    /**
     * One more run ended.
     *
     * @param left runs that are still to be trained
     */
    void ended(Trial trial, Outcome outcome, int left);
  }

  /**
   * An ablation in a directory, new or begun. All cells are trained with one seed before the next,
   * so that one which is interrupted has something to say of each.
   *
   * @throws InvalidInputException if a run that is there was made by another recipe, or has gone
   *     beyond the end
   */
  public Ablation(Grid grid, Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new InvalidInputException(directory + ": expected a directory, it is a file");
    }
    List<Trial> all = new ArrayList<>();
    for (int i = 0; i < grid.cells().get(0).recipes().size(); i++) {
      for (Grid.Cell cell : grid.cells()) {
        Recipe recipe = cell.recipes().get(i);
        all.add(new Trial(
            cell, recipe, directory.resolve(cell.folder()).resolve("seed-" + recipe.seed())));
      }
    }
    trials = List.copyOf(all);
    outcomes = Outcomes.in(directory);
    trials.forEach(Ablation::requireOurs);
  }

  /** All runs, in the order of training. */
  public List<Trial> trials() {
    return trials;
  }

  private static void requireOurs(Trial trial) {
    if (!Run.isThere(trial.directory())) {
      Run.requireUnused(trial.directory());
      return;
    }
    Run run = Run.open(trial.directory());
    Recipe found = run.manifest().recipe();
    Recipe wanted = Training.portable(trial.recipe());
    RecipeDifference.first(found.withTraining(found.training().endingAs(wanted.training())), wanted)
        .ifPresent(difference -> {
          throw new InvalidInputException(trial.directory() + ": was made by another recipe ("
              + difference + "); name another place with --out");
        });
    long end = wanted.iterations(run.manifest().data().count());
    long latest = run.checkpoints().latest().orElse(0L);
    if (latest > end) {
      throw new InvalidInputException(trial.directory() + ": is at step " + latest
          + ", beyond the end at " + end + "; name a later end, or another place with --out");
    }
  }

  /** How a run ended that needs no further training. */
  public Optional<Outcome> outcome(Trial trial) {
    if (ended.containsKey(trial)) {
      return Optional.of(ended.get(trial));
    }
    if (!Run.isThere(trial.directory())) {
      return Optional.empty();
    }
    Run run = Run.open(trial.directory());
    Optional<Long> latest = run.checkpoints().latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    Recipe wanted = Training.portable(trial.recipe());
    RunManifest.DataFacts data = run.manifest().data();
    Optional<Outcome> known =
        outcomes.of(trial).filter(any -> run.manifest().recipe().equals(wanted));
    if (known.isPresent() || latest.get() < wanted.iterations(data.count())) {
      return known;
    }
    return Optional.of(
        new Outcome(trial.place(), Outcome.End.COMPLETE, latest.get(), 0, data.name(), ""));
  }

  /** How many runs are still to be trained, or to be trained to their end. */
  public int left() {
    return unended().size();
  }

  private List<Trial> unended() {
    return trials.stream().filter(trial -> outcome(trial).isEmpty()).toList();
  }

  /**
   * Opens the data of every cell that is still to be trained, and makes its networks, so that
   * nothing wrong is found after hours.
   *
   * @param examiner sees each data set once
   * @throws InvalidInputException if a cell cannot be trained, naming it
   */
  public void examine(TrainingOptions options, Examiner examiner) {
    Map<Recipe.Data, Map<String, Recipe>> byData = new LinkedHashMap<>();
    for (Trial trial : unended()) {
      byData
          .computeIfAbsent(trial.recipe().data(), data -> new LinkedHashMap<>())
          .putIfAbsent(trial.cell().name(), trial.recipe());
    }
    byData.values().forEach(cells -> examine(cells, options, examiner));
  }

  private static void examine(
      Map<String, Recipe> cells, TrainingOptions options, Examiner examiner) {
    Dataset data = null;
    for (Map.Entry<String, Recipe> cell : cells.entrySet()) {
      Recipe recipe = cell.getValue();
      try {
        boolean first = data == null;
        data = first ? TrainingData.open(recipe, options.data(), options.progress()) : data;
        try (Game game = new GameBuilder(recipe, Samples.of(data), options.device()).game()) {
          if (first) {
            examiner.examine(recipe, data, game);
          }
        }
      } catch (InvalidInputException e) {
        throw new InvalidInputException("cell " + cell.getKey() + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * Trains what is left, until {@link #stop()}. A run that fails does not keep the others from
   * being trained.
   *
   * @return whether every run has ended
   */
  public boolean run(Machine machine, Listener listener) {
    List<Trial> left = unended();
    for (int i = 0; i < left.size(); i++) {
      Optional<Outcome> outcome = isStopped() ? Optional.empty() : train(left.get(i), machine);
      if (outcome.isEmpty()) {
        return false;
      }
      ended.put(left.get(i), outcome.get());
      outcomes.add(outcome.get());
      listener.ended(left.get(i), outcome.get(), left.size() - i - 1);
    }
    return true;
  }

  /** Ends {@link #run} after the iteration that is under way, which is saved. For any thread. */
  public synchronized void stop() {
    stopped = true;
    if (current != null) {
      current.stop();
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void setCurrent(Training training) {
    current = training;
    if (training != null && stopped) {
      training.stop();
    }
  }

  private Optional<Outcome> train(Trial trial, Machine machine) {
    long start = System.nanoTime();
    outcomes.forget(trial);
    try (Training training = open(trial, machine)) {
      setCurrent(training);
      String data = training.data().name();
      try {
        Moment at = training.run();
        return end(training, at)
            .map(end -> new Outcome(trial.place(), end, at.step(), since(start), data, ""));
      } catch (TrainingFailedException e) {
        return Optional.of(new Outcome(
            trial.place(), Outcome.End.FAILED, e.step(), since(start), data, e.getMessage()));
      }
    } finally {
      setCurrent(null);
    }
  }

  /** Why it ended, unless somebody stopped it. */
  private Optional<Outcome.End> end(Training training, Moment at) {
    if (at.isLast()) {
      return Optional.of(Outcome.End.COMPLETE);
    }
    if (training.stoppedEarly()) {
      return Optional.of(Outcome.End.EARLY);
    }
    return isStopped() ? Optional.empty() : Optional.of(Outcome.End.TIME);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Training open(Trial trial, Machine machine) {
    if (Run.isThere(trial.directory())) {
      Run run = Run.open(trial.directory());
      Optional<Long> latest = run.checkpoints().latest();
      if (latest.isPresent()) {
        String device = run.checkpoints().state(latest.get()).device();
        return Training.resume(
            trial.directory(),
            begun -> trial.recipe(),
            -1,
            machine.options(trial, Optional.of(device)));
      }
      try (RunLock lock = run.lock()) { // killed before it saved anything
        run.discard();
      }
    }
    return Training.start(
        trial.recipe(), trial.directory(), machine.options(trial, Optional.empty()));
  }
}
