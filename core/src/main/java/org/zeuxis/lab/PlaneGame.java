package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.Loader;
import org.zeuxis.data.PointSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.metric.ModeCoverage;
import org.zeuxis.model.Discriminator;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

/** A GAN of points in the plane, trained and filmed. */
final class PlaneGame {
  /** Points of the field along each side: enough to see, few enough for a page. */
  private static final int FIELD = 41;

  /** Points that are drawn of each kind. */
  private static final int DRAWN = 300;

  /** As the papers count (ModeCoverage). */
  private static final int COUNTED = 2500;

  private final Recipe recipe;
  private final PointSet data;
  private final double side;

  /**
   * A game that is to be played.
   *
   * @param side the film shows [-side,side]²
   */
  PlaneGame(Recipe recipe, PointSet data, double side) {
    this.recipe = recipe;
    this.data = data;
    this.side = side;
  }

  /**
   * What came of it.
   *
   * @param frames evenly over the training, the first before it
   */
  record Film(List<Plot.PlaneFrame> frames, ModeCoverage.Result found) {}

  /** Plays the recipe's iterations. */
  Film play(int frames, String task, ProgressListener progress) {
    long steps = recipe.training().steps();
    List<Plot.PlaneFrame> film = new ArrayList<>();
    try (AdversarialGame game =
            new GameBuilder(recipe, Samples.of(data), Device.CPU).adversarialGame();
        Loader loader = new Loader(
            data,
            Sampler.uniform(data.size(), recipe.seed()),
            recipe.training().batchSize() * game.batchesPerIteration(),
            Views.PLAIN,
            0)) {
      film.add(frame(game, 0));
      for (long step = 1; step <= steps; step++) {
        try (Scope scope = new Scope()) {
          game.play(loader.next(), step - 1);
        }
        if (step * (frames - 1) / steps > (step - 1) * (frames - 1) / steps) {
          film.add(frame(game, step));
        }
        progress.progress(task, step, steps);
      }
      try (Scope scope = new Scope()) {
        return new Film(film, ModeCoverage.of(data, points(game, COUNTED)));
      }
    }
  }

  /** The same latent vectors at every moment. */
  private Tensor points(AdversarialGame game, int count) {
    try (Rng rng = Rng.of(recipe.seed(), "lab")) {
      return game.generate(recipe.latent().sample(rng, count), Tensor.of(new long[count], count));
    }
  }

  private Plot.PlaneFrame frame(AdversarialGame game, long step) {
    try (Scope scope = new Scope()) {
      Tensor made = points(game, COUNTED);
      ModeCoverage.Result found = ModeCoverage.of(data, made);
      String caption = "step " + step + ": " + found.covered() + " of " + found.modes() + " modes, "
          + Math.round(100 * found.highQualityShare()) + " % of the points near one";
      return new Plot.PlaneFrame(caption, field(game), List.of(real(), generated(made)));
    }
  }

  private Plot.Cloud real() {
    double[] x = new double[DRAWN];
    double[] y = new double[DRAWN];
    for (int i = 0; i < DRAWN; i++) {
      x[i] = data.point(i).x();
      y[i] = data.point(i).y();
    }
    return new Plot.Cloud("real", x, y, false);
  }

  private static Plot.Cloud generated(Tensor made) {
    double[] xy = made.toDoubles();
    double[] x = new double[DRAWN];
    double[] y = new double[DRAWN];
    for (int i = 0; i < DRAWN; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return new Plot.Cloud("generated", x, y, false);
  }

  /** The discriminator's logits, less their median: a pairing loss says nothing of their level. */
  private double[][] field(AdversarialGame game) {
    double[] places = new double[2 * FIELD * FIELD];
    for (int i = 0; i < FIELD * FIELD; i++) {
      places[2 * i] = side * (2.0 * (i % FIELD) / (FIELD - 1) - 1);
      places[2 * i + 1] = side * (2.0 * Math.floorDiv(i, FIELD) / (FIELD - 1) - 1);
    }
    Discriminator discriminator =
        (Discriminator) game.players().get("discriminator").network();
    try (NoGrad guard = new NoGrad()) {
      double[] logits = discriminator
          .forward(
              Tensor.of(toFloats(places), FIELD * FIELD, 2),
              Tensor.of(new long[FIELD * FIELD], FIELD * FIELD))
          .toDoubles();
      double[] sorted = logits.clone();
      Arrays.sort(sorted);
      double[][] field = new double[FIELD][FIELD];
      for (int i = 0; i < logits.length; i++) {
        field[i / FIELD][i % FIELD] = logits[i] - sorted[sorted.length / 2];
      }
      return field;
    }
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
