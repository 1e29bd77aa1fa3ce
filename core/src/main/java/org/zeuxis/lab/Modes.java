package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zeuxis.data.PointSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.lab.BellFit.Bell;
import org.zeuxis.lab.BellFit.Objective;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;

/** What a generator does that cannot cover all modes, and one that can, as it finds them. */
@SuppressWarnings("EnumOrdinal") // indices of arrays that live in this file
public final class Modes implements Lab {
  /** Two bells, 8 σ apart, so that what either has of the other is below 1e-4. */
  private static final Mixture TWO = new Mixture(List.of(0.6, 0.4), List.of(-2.0, 2.0), 0.5);

  private static final Bell NARROW = new Bell(-3, 0.6);
  private static final int STEPS = 300;
  private static final int FILMED_STEPS = 2000;
  private static final int FRAMES = 21;

  private static final Map<Objective, String> NAMES = new EnumMap<>(Map.of(
      Objective.FORWARD_KL, "forward KL",
      Objective.REVERSE_KL, "reverse KL",
      Objective.JENSEN_SHANNON, "JS (minimax)",
      Objective.NON_SATURATING, "non-saturating"));

  @Override
  public String name() {
    return "modes";
  }

  @Override
  public String title() {
    return "Which modes does a generator cover, and which does it drop?";
  }

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    Bell wide = new Bell(TWO.mean(), Math.sqrt(TWO.variance()));
    double[] distances = distances();
    double[][] widths = widths(distances, progress);
    PlaneGame.Film ring = film(PointSet.ring(false), "ring", 3, seed, progress);
    PlaneGame.Film grid = film(PointSet.grid(false), "grid", 5.5, seed, progress);
    List<Check> checks = new ArrayList<>(bells(wide));
    checks.add(new Check(
        "ring: modes that a trained GAN found",
        ring.found().covered(),
        ring.found().modes(),
        0,
        "8 Gaussians, a mode counts with one of 2,500 points within 3σ (arXiv:1705.07761, 4.1)"));
    return new LabReport(
        name(),
        title(),
        text(distances, widths, ring, grid),
        checks,
        List.of(
            descent("All begin as a narrow bell at the left", NARROW),
            descent("All begin as maximum likelihood's bell, wide over both modes", wide),
            sweep(distances, widths),
            plane("Ring of 8: the discriminator's logit and the points", 3, ring),
            plane("Grid of 25: the discriminator's logit and the points", 5.5, grid)));
  }

  private static List<Check> bells(Bell wide) {
    double heavy = TWO.weights().get(0);
    Bell forward = BellFit.end(Objective.FORWARD_KL, TWO, NARROW, STEPS);
    Bell reverse = BellFit.end(Objective.REVERSE_KL, TWO, NARROW, STEPS);
    Bell right = BellFit.end(Objective.REVERSE_KL, TWO, new Bell(3, 0.6), STEPS);
    Bell minimax = BellFit.end(Objective.JENSEN_SHANNON, TWO, NARROW, STEPS);
    Bell leaving = BellFit.end(Objective.NON_SATURATING, TWO, wide, STEPS);
    double jsOnMode = 0.5
        * (heavy * Math.log(2 * heavy / (1 + heavy))
            + (1 - heavy) * Math.log(2)
            + Math.log(2 / (1 + heavy)));
    String moments =
        "moment matching: the KL of an exponential family's best member" + " (Bishop 2006, 10.7)";
    String onMode = "q is the mode itself, p/q constant there; exact for modes far apart";
    return List.of(
        new Check("forward KL: mean of the bell", forward.mean(), TWO.mean(), 1e-3, moments),
        new Check(
            "forward KL: its deviation", forward.deviation(), wide.deviation(), 1e-3, moments),
        new Check("reverse KL: mean, begun left", reverse.mean(), -2, 5e-3, onMode),
        new Check("reverse KL: deviation", reverse.deviation(), TWO.sigma(), 5e-3, onMode),
        new Check(
            "reverse KL: its value, -log 0.6, in nats",
            BellFit.value(Objective.REVERSE_KL, TWO, reverse),
            -Math.log(heavy),
            1e-3,
            onMode),
        new Check(
            "reverse KL: its value, begun right, -log 0.4, in nats",
            BellFit.value(Objective.REVERSE_KL, TWO, right),
            -Math.log(1 - heavy),
            1e-3,
            onMode),
        new Check(
            "JS: its value on the heavier mode, in nats",
            BellFit.value(Objective.JENSEN_SHANNON, TWO, minimax),
            jsOnMode,
            1e-3,
            "½[w log(2w/(1+w)) + (1-w) log 2 + log(2/(1+w))], w = 0.6"),
        new Check("non-saturating: mean, begun wide", leaving.mean(), -2, 0.02, onMode),
        new Check("non-saturating: deviation", leaving.deviation(), TWO.sigma(), 0.02, onMode),
        slopes());
  }

  /** The generator's gradient for a fixed best D against the derivative of KL(q‖p) - 2·JS. */
  private static Check slopes() {
    Bell at = new Bell(0.5, 1.2);
    double h = 1e-4;
    double difference = (BellFit.value(
                Objective.NON_SATURATING, TWO, new Bell(at.mean() + h, at.deviation()))
            - BellFit.value(Objective.NON_SATURATING, TWO, new Bell(at.mean() - h, at.deviation())))
        / (2 * h);
    return new Check(
        "slope by the mean of -log D*(G(z)), D* held fixed",
        BellFit.slopeByMean(Objective.NON_SATURATING, TWO, at),
        difference,
        1e-5,
        "that of KL(q‖p) - 2·JS (arXiv:1701.04862, theorem 2.5), by central difference");
  }

  /** The bells of all objectives as they descend from one start. */
  private static Plot descent(String title, Bell start) {
    double[] x = new double[121];
    Arrays.setAll(x, i -> -6 + 0.1 * i);
    Map<Objective, List<Bell>> courses = new EnumMap<>(Objective.class);
    for (Objective objective : Objective.values()) {
      courses.put(objective, BellFit.descend(objective, TWO, start, STEPS));
    }
    double[] p = Arrays.stream(x).map(TWO::logDensity).map(Math::exp).toArray();
    List<Plot.CurvesFrame> frames = new ArrayList<>();
    for (int step = 0; step <= STEPS; step += step < 60 ? 3 : 12) {
      List<Plot.Series> series = new ArrayList<>(List.of(new Plot.Series("p, the data", p, true)));
      int at = step;
      courses.forEach((objective, course) -> series.add(new Plot.Series(
          NAMES.get(objective), Arrays.stream(x).map(course.get(at)::density).toArray(), false)));
      frames.add(new Plot.CurvesFrame("step " + step, series));
    }
    return new Plot.Curves(title, "x", "density", false, x, frames);
  }

  private static double[] distances() {
    double[] distances = new double[21];
    Arrays.setAll(distances, i -> 0.5 * i);
    return distances;
  }

  /** Width of the best bell for two equal modes of width 1, by objective and distance. */
  private static double[][] widths(double[] distances, ProgressListener progress) {
    double[][] widths = new double[Objective.values().length][distances.length];
    for (int i = 0; i < distances.length; i++) {
      double d = distances[i];
      Mixture p = new Mixture(List.of(0.5, 0.5), List.of(-d / 2, d / 2), 1);
      for (Objective objective : Objective.values()) {
        widths[objective.ordinal()][i] = best(objective, p, d / 2).deviation();
      }
      progress.progress("fitting bells", i + 1L, distances.length);
    }
    return widths;
  }

  /** The better of what begins wide and what begins on a mode; a tie is the wide one's. */
  private static Bell best(Objective objective, Mixture p, double mode) {
    Bell wide = BellFit.end(objective, p, new Bell(0, Math.sqrt(p.variance())), STEPS);
    Bell narrow = BellFit.end(objective, p, new Bell(mode, 1), STEPS);
    return BellFit.value(objective, p, narrow) < BellFit.value(objective, p, wide) - 1e-6
        ? narrow
        : wide;
  }

  private static Plot sweep(double[] distances, double[][] widths) {
    List<Plot.Series> series = new ArrayList<>();
    series.add(new Plot.Series(
        "√(1 + distance²/4)",
        Arrays.stream(distances).map(d -> Math.sqrt(1 + d * d / 4)).toArray(),
        true));
    for (Objective objective : Objective.values()) {
      series.add(new Plot.Series(NAMES.get(objective), widths[objective.ordinal()], false));
    }
    return new Plot.Curves(
        "Width of the best bell for two equal modes",
        "distance of the modes, in their own widths",
        "deviation of the bell",
        false,
        distances,
        List.of(new Plot.CurvesFrame("width falls to 1 where the bell takes one mode", series)));
  }

  private static PlaneGame.Film film(
      PointSet data, String source, double side, long seed, ProgressListener progress) {
    Recipe recipe = Catalogue.resolve(
        "points",
        List.of(
            "data.source=" + source,
            "seed=" + seed,
            "training.steps=" + FILMED_STEPS,
            "training.batchSize=240",
            "training.ema=0.99",
            "generator.schedule=linear",
            "generator.scheduleEnd=" + FILMED_STEPS,
            "discriminator.schedule=linear",
            "discriminator.scheduleEnd=" + FILMED_STEPS));
    return new PlaneGame(recipe, data, side).play(FRAMES, "training on the " + source, progress);
  }

  private static Plot plane(String title, double side, PlaneGame.Film film) {
    return new Plot.Plane(
        title, "x", "y", new double[] {-side, -side}, new double[] {side, side}, film.frames());
  }

  private static List<String> text(
      double[] distances, double[][] widths, PlaneGame.Film ring, PlaneGame.Film grid) {
    return List.of(
        "The question: the data have several modes, and the generator cannot cover them all, or"
            + " does not yet. Which of them does it make, and does the loss decide?",
        "The smallest case is a line. The data are two bells, 60 % of them at -2 and 40 % at 2; the"
            + " generator, x = mean + deviation·z, can make one bell only. Where it comes to rest"
            + " is found by descent on each objective, with integrals as sums over a fine grid and"
            + " the discriminator always the best possible one, so that no chance and no network"
            + " are in it.",
        "Forward KL, maximum likelihood, must cover: a place where data are and the model has no"
            + " density costs without bound. Its bell has the data's mean and variance, lies mostly"
            + " where no data are, and every start leads there. Reverse KL must avoid: it pays for"
            + " density where there are no data. It sits on one mode, and which one is the start's"
            + " doing: both are minima, of -log 0.6 and -log 0.4; begun wide, it is even"
            + " caught in a poor"
            + " one between them.",
        "A GAN's objectives lie between. Under the best discriminator the minimax game descends the"
            + " Jensen-Shannon divergence, which has a minimum on each mode and another that"
            + " is wide"
            + " over both. The non-saturating loss, the usual one, has the gradient of KL(q‖p)"
            + " - 2·JS:"
            + " begun wide, it leaves for the heavier mode and drops the other.",
        String.format(
            Locale.ROOT,
            "How far apart must two equal modes be, in their own widths, for one of them to be"
                + " dropped? With the best bell of each objective: non-saturating from %s, reverse"
                + " KL from %s, JS from %s, forward KL never.",
            leaves(distances, widths[Objective.NON_SATURATING.ordinal()]),
            leaves(distances, widths[Objective.REVERSE_KL.ordinal()]),
            leaves(distances, widths[Objective.JENSEN_SHANNON.ordinal()])),
        String.format(
            Locale.ROOT,
            "Networks can bend, so they need drop nothing. Two little GANs (recipe points,"
                + " non-saturating, %,d steps) play on a ring of 8 and a grid of 25. After the last"
                + " step the first has %d of 8 modes with %.0f %% of its points within 3σ of one,"
                + " the"
                + " second %d of 25 with %.0f %%. The grid is not done: first the points spread"
                + " over"
                + " all modes, then they leave the ground between them, which takes several times"
                + " these steps. The colour is the discriminator's logit, less its median: each"
                + " step moves points uphill.",
            FILMED_STEPS,
            ring.found().covered(),
            100 * ring.found().highQualityShare(),
            grid.found().covered(),
            100 * grid.found().highQualityShare()),
        "For a training: dropped modes need no bug. They are where the objective leads as soon as"
            + " the generator cannot cover all, or the discriminator of the moment rewards one of"
            + " them. More capacity, a discriminator that sees several samples together or a"
            + " pairing loss work against it; a look at the samples alone does not show it, so"
            + " count"
            + " the modes or measure recall and coverage.");
  }

  /** The smallest distance at which the width is that of one mode. */
  private static String leaves(double[] distances, double[] widths) {
    for (int i = 1; i < distances.length; i++) {
      if (widths[i] < widths[i - 1] - 0.2) {
        return String.format(Locale.ROOT, "%.1f", distances[i]);
      }
    }
    return "more than " + String.format(Locale.ROOT, "%.0f", distances[distances.length - 1]);
  }
}
