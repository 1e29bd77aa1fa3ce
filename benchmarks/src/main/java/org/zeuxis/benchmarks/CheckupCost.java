package org.zeuxis.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.doctor.Checkup;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.Scope;
import org.zeuxis.game.Game;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;
import org.zeuxis.run.TrainingData;

/** What the doctor's checkups add to the time of a training: a checkup after every few steps. */
public final class CheckupCost {
  private static final int WARMUP = 4;
  private static final int ROUNDS = 8;
  private static final int STEPS = 4;

  private CheckupCost() {}

  /**
   * Prints the share for each recipe, with the recipe's own interval.
   *
   * @param args recipe and data with a colon between, such as {@code dcgan:mnist}; one thread
   */
  public static void main(String[] args) {
    Engine.setThreads(1);
    for (String arg : args) {
      String[] parts = arg.split(":", 2);
      print(Catalogue.resolve(parts[0], List.of("data.source=" + parts[1])));
    }
  }

  private static void print(Recipe recipe) {
    DataOptions options = DataOptions.defaults();
    Dataset data = TrainingData.open(recipe, options, ProgressListener.NONE);
    int batch = recipe.training().batchSize();
    double[] steps = new double[ROUNDS * STEPS];
    double[] checkups = new double[ROUNDS];
    try (Game game = new GameBuilder(recipe, Samples.of(data), Device.CPU).game();
        Loader loader = new Loader(
            data,
            Sampler.uniform(data.size(), 1),
            batch * game.batchesPerIteration(),
            Views.PLAIN,
            0);
        Checkup checkup = new Checkup(
            data, batch, TrainingData.heldOut(recipe, data, options, ProgressListener.NONE), 1)) {
      for (int i = 0; i < WARMUP; i++) {
        step(game, loader, i);
      }
      checkup.first(game, 0);
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < STEPS; i++) {
          steps[round * STEPS + i] = step(game, loader, WARMUP + round * STEPS + i);
        }
        long start = System.nanoTime();
        try (Scope scope = new Scope()) {
          checkup.of(game, round + 1);
        }
        checkups[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(steps);
    Arrays.sort(checkups);
    double step = steps[steps.length / 2];
    double look = checkups[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "%s on %s: step %.1f ms, checkup %.1f ms every %d steps, %.2f %%%n",
        recipe.name(),
        data.name(),
        step,
        look,
        recipe.output().checkupEvery(),
        100 * look / (step * recipe.output().checkupEvery()));
  }

  /** One iteration, in milliseconds. */
  private static double step(Game game, Loader loader, long iteration) {
    long start = System.nanoTime();
    try (Scope scope = new Scope()) {
      game.play(loader.next(), iteration);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
