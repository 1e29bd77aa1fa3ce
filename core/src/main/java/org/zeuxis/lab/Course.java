package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.data.Loader;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Scores;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

/**
 * A training on the digits, with its losses beside FID.
 *
 * @param steps at which FID was measured; the first is 0
 * @param fid of the generator's samples, by features of a classifier of the digits
 * @param discriminator its loss, the mean over the iterations since the last measurement; the first
 *     iteration's at step 0
 * @param generator likewise
 * @param gap mean logit of real samples less that of generated ones, likewise; for a Wasserstein
 *     critic its estimate of the distance
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
record Course(
    double[] steps, double[] fid, double[] discriminator, double[] generator, double[] gap) {
  /**
   * Trains.
   *
   * @param every iterations between measurements
   * @param samples generated for each
   */
  static Course of(
      Recipe recipe,
      DigitJudge judge,
      int every,
      int samples,
      String task,
      ProgressListener progress) {
    long steps = recipe.training().steps();
    List<double[]> rows = new ArrayList<>();
    try (AdversarialGame game =
            new GameBuilder(recipe, Samples.of(judge.data()), Device.CPU).adversarialGame();
        Loader loader = new Loader(
            judge.data(),
            Sampler.uniform(judge.data().size(), recipe.seed()),
            recipe.training().batchSize() * game.batchesPerIteration(),
            Views.PLAIN,
            0)) {
      double before = fid(judge, game, recipe, samples);
      double[] sums = new double[3];
      for (long step = 1; step <= steps; step++) {
        try (Scope scope = new Scope()) {
          add(sums, game.play(loader.next(), step - 1));
        }
        if (step == 1) {
          rows.add(new double[] {0, before, sums[0], sums[1], sums[2]});
        }
        if (step % every == 0) {
          double fid = fid(judge, game, recipe, samples);
          rows.add(new double[] {step, fid, sums[0] / every, sums[1] / every, sums[2] / every});
          sums = new double[3];
        }
        progress.progress(task, step, steps);
      }
    }
    return new Course(
        column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3), column(rows, 4));
  }

  private static void add(double[] sums, Scores scores) {
    sums[0] += scores.values().get("loss.discriminator");
    sums[1] += scores.values().get("loss.generator");
    sums[2] += scores.values().get("logit.real") - scores.values().get("logit.fake");
  }

  /** Of the same latent vectors each time. */
  private static double fid(DigitJudge judge, AdversarialGame game, Recipe recipe, int count) {
    try (Scope scope = new Scope();
        Rng rng = Rng.of(recipe.seed(), "lab")) {
      return judge.fid(
          game.generate(recipe.latent().sample(rng, count), Tensor.of(new long[count], count)));
    }
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }
}
