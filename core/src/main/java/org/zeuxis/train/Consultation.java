package org.zeuxis.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.doctor.Checkup;
import org.zeuxis.doctor.History;
import org.zeuxis.doctor.Vitals;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.Precision;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Game;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;
import org.zeuxis.run.MedicalRecord;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainingData;
import org.zeuxis.run.TrainingState;

/** The doctor after a training: looks at a run, and leaves it as it is. */
public final class Consultation {
  /** Samples of a checkup. */
  private static final int SAMPLES = 256;

  /** The same of games that make images of images: larger ones, by deeper networks. */
  private static final int TRANSLATIONS = 64;

  private final Run run;
  private final Recipe recipe;
  private final TrainingOptions options;
  private final Dataset data;

  /**
   * Opens a run.
   *
   * @throws org.zeuxis.InvalidInputException if it is none, or its data are not there
   */
  public Consultation(Path directory, TrainingOptions options) {
    this.options = options;
    run = Run.open(directory);
    recipe = run.manifest().recipe();
    data = TrainingData.open(recipe, options.data(), options.progress());
    TrainingData.requireSame(run.manifest().data(), data);
  }

  private Game game() {
    return new GameBuilder(recipe, Samples.of(data), options.device()).game();
  }

  /** A checkup of every checkpoint that is kept. */
  public History ofCheckpoints() {
    List<Vitals> vitals = new ArrayList<>();
    try (Checkup checkup = checkup(run, data, options);
        Game game = game()) {
      for (long step : run.checkpoints().steps()) {
        run.checkpoints().restore(game, step);
        vitals.add(vitals.isEmpty() ? checkup.first(game, step) : checkup.of(game, step));
      }
    }
    return new History(vitals, MedicalRecord.of(run.directory()).failure());
  }

  /** The checkup of a run's training. */
  static Checkup checkup(Run run, Dataset data, TrainingOptions options) {
    Recipe recipe = run.manifest().recipe();
    return new Checkup(
        data,
        recipe.training().batchSize() / recipe.training().accumulate(),
        TrainingData.heldOut(recipe, data, options.data(), options.progress()),
        recipe.game().kind().isTranslation() ? TRANSLATIONS : SAMPLES,
        recipe.seed());
  }

  /**
   * Where the first number arose that is none: repeats the steps from the last checkpoint to the
   * failure, which is exact, and listens to every layer.
   *
   * @return step, network and layer or weight; empty where all numbers are finite this time, as
   *     where something outside of the recipe had changed them
   */
  public Optional<String> origin() {
    long end = MedicalRecord.failedAt(run.directory());
    long from = run.latestStep();
    try (Game game = game()) {
      TrainingState state = run.checkpoints().restore(game, from);
      Engine.setThreads(options.threads() == 0 ? state.threads() : options.threads());
      try (Loader loader = Training.loader(recipe, data, game, state.position())) {
        for (long step = from; step < end; step++) {
          options.progress().progress("repeating steps", step - from, end - from);
          Optional<String> found = firstOf(game, loader, step);
          if (found.isPresent()) {
            return Optional.of("step " + (step + 1) + ", " + found.get());
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstOf(Game game, Loader loader, long step) {
    List<String> found = new ArrayList<>();
    game.players().forEach((name, player) -> player.network().listen((layer, output) -> {
      if (found.isEmpty() && !output.detach().isFinite()) {
        found.add(name + ", layer " + layer + " ("
            + player
                .network()
                .find(layer)
                .map(module -> module.getClass().getSimpleName())
                .orElse("layer")
            + ") puts out numbers that are not finite");
      }
    }));
    try (Scope scope = new Scope();
        Precision.Use use = recipe.training().precision().use()) {
      game.play(loader.next(), step);
    }
    if (found.isEmpty()) {
      game.players().forEach((name, player) -> {
        for (Map.Entry<String, Tensor> weight : player.network().parameters().entrySet()) {
          if (found.isEmpty() && !weight.getValue().detach().isFinite()) {
            found.add(name + ", weight " + weight.getKey()
                + " is not finite after its update: its gradient was not");
          }
        }
      });
    }
    return found.stream().findFirst();
  }
}
