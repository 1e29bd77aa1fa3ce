package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;

/**
 * What a discriminator becomes if it is trained to the end while the generator waits: D* =
 * p_data/(p_data + p_g) (Goodfellow et al. 2014, arXiv:1406.2661, Proposition 1).
 */
public final class OptimalDiscriminator implements Lab {
  private static final String SOURCE = "arXiv:1406.2661, Proposition 1";
  private static final int BATCH = 512;
  private static final long STEPS = 2000;
  private static final double RATE = 5e-3;
  private static final int FRAMES = 30;
  private static final Line LINE = new Line(-5, 5, 161);

  /** Two bells of data, one wide bell of the generator across them. */
  static final Contest ON_LINE = new Contest(
      new Gaussians(List.of(
          new Gaussians.Bell(0.6, List.of(-1.2), 0.6), new Gaussians.Bell(0.4, List.of(1.6), 0.5))),
      Gaussians.one(0.4, 1.2));

  /** Equal densities on both diagonals, by symmetry. */
  static final Contest IN_PLANE = new Contest(
      pair(List.of(-1.2, 0.0), List.of(1.2, 0.0)), pair(List.of(0.0, -1.2), List.of(0.0, 1.2)));

  private static final Contest FINISHED = new Contest(ON_LINE.data(), ON_LINE.data());

  private static Gaussians pair(List<Double> one, List<Double> other) {
    return new Gaussians(
        List.of(new Gaussians.Bell(0.5, one, 0.7), new Gaussians.Bell(0.5, other, 0.7)));
  }

  @Override
  public String name() {
    return "optimal-discriminator";
  }

  @Override
  public String title() {
    return "What does a discriminator learn?";
  }

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    List<Check> checks = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    onLine(seed, progress, checks, plots);
    inPlane(seed, progress, checks, plots);
    finished(seed, progress, checks);
    return new LabReport(name(), title(), TEXT, checks, plots);
  }

  private static void onLine(
      long seed, ProgressListener progress, List<Check> checks, List<Plot> plots) {
    List<Plot.CurvesFrame> film = new ArrayList<>();
    try (Rng rng = Rng.of(seed, "optimal-discriminator.line");
        Learner learner = new Learner(1, RATE, STEPS, rng)) {
      teach(
          learner,
          ON_LINE,
          rng,
          "discriminator on the line",
          progress,
          () -> film.add(frame(learner)));
      double[] logits = learner.logits(LINE);
      checks.add(
          new Check("mean |D - D*| on the line", distance(ON_LINE, logits), 0, 0.015, SOURCE));
      checks.add(new Check(
          "largest |D - 1/2| on the line where the densities are equal",
          offHalf(learner),
          0,
          0.04,
          SOURCE));
      checks.add(new Check(
          "mean of D/(1-D) over generated samples, the ratio of densities",
          LINE.integral(product(ON_LINE.model(), logits)),
          1,
          0.05,
          SOURCE + ", solved for p_data/p_g"));
    }
    plots.add(new Plot.Curves(
        "The discriminator on the line", "x", "density, D(x)", false, LINE.points(), film));
  }

  /** Trains to the end; the camera is asked before the first step and now and then. */
  private static void teach(
      Learner learner,
      Contest contest,
      Rng rng,
      String task,
      ProgressListener progress,
      Runnable camera) {
    Moments moments = new Moments(FRAMES, STEPS);
    camera.run();
    while (learner.step() < STEPS) {
      learner.learn(judge -> contest.loss(judge, rng, BATCH));
      if (moments.due(learner.step())) {
        camera.run();
      }
      progress.progress(task, learner.step(), STEPS);
    }
  }

  private static Plot.CurvesFrame frame(Learner learner) {
    double[] logits = learner.logits(LINE);
    double[] d = new double[logits.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = Contest.sigmoid(logits[i]);
    }
    return new Plot.CurvesFrame(
        "step " + learner.step(),
        List.of(
            new Plot.Series("p_data", LINE.values(ON_LINE.data()::density), false),
            new Plot.Series("p_g", LINE.values(ON_LINE.model()::density), false),
            new Plot.Series("D", d, false),
            new Plot.Series("D*", LINE.values(ON_LINE::best), true)));
  }

  /** ∫ |D - D*| (p_data + p_g)/2. */
  static double distance(Contest contest, double[] logits) {
    double[] integrand = new double[logits.length];
    for (int i = 0; i < integrand.length; i++) {
      double x = LINE.at(i);
      integrand[i] = contest.mean(x) * Math.abs(Contest.sigmoid(logits[i]) - contest.best(x));
    }
    return LINE.integral(integrand);
  }

  private static double[] product(Gaussians density, double[] logits) {
    double[] values = new double[logits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = density.density(LINE.at(i)) * Math.exp(logits[i]);
    }
    return values;
  }

  private static double offHalf(Learner learner) {
    double largest = 0;
    for (double x : crossings()) {
      double logit = learner.logits(new Line(x, x + 1, 2))[0];
      largest = Math.max(largest, Math.abs(Contest.sigmoid(logit) - 0.5));
    }
    return largest;
  }

  /** Where p_data = p_g and both matter, by bisection. */
  static List<Double> crossings() {
    List<Double> found = new ArrayList<>();
    for (int i = 1; i < LINE.count(); i++) {
      double low = LINE.at(i - 1);
      double high = LINE.at(i);
      boolean rises = ON_LINE.best(low) < 0.5;
      if (rises != ON_LINE.best(high) < 0.5 && ON_LINE.mean(low) > 0.02) {
        for (int k = 0; k < 50; k++) {
          double middle = (low + high) / 2;
          if (ON_LINE.best(middle) < 0.5 == rises) {
            low = middle;
          } else {
            high = middle;
          }
        }
        found.add(low);
      }
    }
    return found;
  }

  private static void inPlane(
      long seed, ProgressListener progress, List<Check> checks, List<Plot> plots) {
    List<Plot.PlaneFrame> film = new ArrayList<>();
    try (Rng rng = Rng.of(seed, "optimal-discriminator.plane");
        Learner learner = new Learner(2, RATE, STEPS, rng);
        DiscriminatorField field = new DiscriminatorField(IN_PLANE, seed)) {
      teach(
          learner,
          IN_PLANE,
          rng,
          "discriminator in the plane",
          progress,
          () -> film.add(field.frame("D, step " + learner.step(), field.trained(learner))));
      double[][] trained = field.trained(learner);
      checks.add(new Check("mean |D - D*| in the plane", field.distance(trained), 0, 0.02, SOURCE));
      checks.add(new Check(
          "mean |D - 1/2| on the diagonals, where the densities are equal",
          field.offHalfOnDiagonals(trained),
          0,
          0.03,
          SOURCE));
      film.add(field.frame("D*, the closed form", field.best()));
    }
    plots.add(DiscriminatorField.plot("The discriminator in the plane", film));
  }

  private static void finished(long seed, ProgressListener progress, List<Check> checks) {
    try (Rng rng = Rng.of(seed, "optimal-discriminator.finished");
        Learner learner = new Learner(1, RATE, STEPS, rng)) {
      teach(learner, FINISHED, rng, "discriminator of a perfect generator", progress, () -> {});
      checks.add(new Check(
          "mean |D - 1/2| where p_g = p_data",
          distance(FINISHED, learner.logits(LINE)),
          0,
          0.01,
          SOURCE));
    }
  }

  private static final List<String> TEXT = List.of(
      "A discriminator sees samples, never a density. What does it know once it has learnt all "
          + "that there is to learn? Proposition 1 of the first GAN paper says: at every place x "
          + "the share of real samples among all samples there, D*(x) = p_data(x) / (p_data(x) + "
          + "p_g(x)).",
      "Here both densities are known formulas, so that the claim can be looked at. A network of "
          + "two hidden layers is trained on fresh samples with the usual loss while the "
          + "generator stands still. It begins as an arbitrary gentle curve and becomes D*: near "
          + "1 where only data lie, near 0 where only generated samples lie, and 1/2 wherever "
          + "the densities cross. Far outside, where no sample ever falls, nothing holds it; "
          + "distances are therefore weighted by (p_data + p_g)/2.",
      "In the plane the data lie left and right, the generated samples above and below. The "
          + "diagonals belong to both equally, and D is 1/2 there.",
      "For a training this means: a logit of D is an estimate of log p_data/p_g. Once the "
          + "generator is perfect, D = 1/2 everywhere, so a discriminator that cannot tell is "
          + "the aim and not a defect; but D = 1/2 is also what an untrained or too weak "
          + "discriminator says. Only a discriminator that could learn better and does not is "
          + "good news.");
}
