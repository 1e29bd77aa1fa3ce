package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;

/**
 * What the game is worth to the discriminator: V(D*,G) = -log 4 + 2·JSD(p_data ‖ p_g) (Goodfellow
 * et al. 2014, arXiv:1406.2661, Theorem 1), and the other divergences that a discriminator can
 * measure (f-GAN, arXiv:1606.00709).
 */
public final class ValueOfTheGame implements Lab {
  private static final String SOURCE = "arXiv:1406.2661, Theorem 1";
  private static final int BATCH = 512;
  private static final long STEPS = 600;
  private static final double RATE = 5e-3;
  private static final int FRAMES = 24;
  private static final Line LINE = new Line(-9, 12, 841);

  /** Where the generator stands; at 0 it makes the data. */
  private static final Line MEANS = new Line(-2, 4, 7);

  private static final double[] MEANS_AT = MEANS.points();
  private static final int PERFECT = 2;

  @Override
  public String name() {
    return "value";
  }

  @Override
  public String title() {
    return "What is the game worth?";
  }

  static Contest contest(double mean) {
    return new Contest(Gaussians.one(0, 1), Gaussians.one(mean, 1));
  }

  /** V(D*,G) by Theorem 1. */
  static double theory(Contest contest) {
    return -Math.log(4) + 2 * contest.jensenShannon(LINE);
  }

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    double[] theory = MEANS.values(mean -> theory(contest(mean)));
    List<double[]> values = train(seed, progress);
    FamilyOfBounds family = new FamilyOfBounds(seed, progress);
    List<Check> checks = checks(theory, values);
    checks.addAll(family.checks());
    return new LabReport(
        name(), title(), TEXT, checks, List.of(film(theory, values), family.plot()));
  }

  /** The values of all discriminators at each moment. */
  private static List<double[]> train(long seed, ProgressListener progress) {
    Moments moments = new Moments(FRAMES, STEPS);
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < MEANS.count(); i++) {
      Contest contest = contest(MEANS.at(i));
      try (Rng rng = Rng.of(seed, "value." + i);
          Learner learner = new Learner(1, RATE, STEPS, rng)) {
        int frame = 0;
        record(values, frame++, i, contest.value(LINE, learner.logits(LINE)));
        while (learner.step() < STEPS) {
          learner.learn(judge -> contest.loss(judge, rng, BATCH));
          if (moments.due(learner.step())) {
            record(values, frame++, i, contest.value(LINE, learner.logits(LINE)));
          }
        }
      }
      progress.progress("value of the game", i + 1L, MEANS.count());
    }
    return values;
  }

  private static void record(List<double[]> values, int frame, int i, double value) {
    if (values.size() == frame) {
      values.add(new double[MEANS.count()]);
    }
    values.get(frame)[i] = value;
  }

  private static List<Check> checks(double[] theory, List<double[]> values) {
    double[] last = values.get(values.size() - 1);
    double excess = 0;
    for (double[] moment : values) {
      for (int i = 0; i < moment.length; i++) {
        excess = Math.max(excess, moment[i] - theory[i]);
      }
    }
    List<Check> checks = new ArrayList<>();
    checks.add(new Check(
        "value of the game with p_g = p_data, -log 4", last[PERFECT], -Math.log(4), 0.001, SOURCE));
    for (int i : new int[] {PERFECT + 1, PERFECT + 2, PERFECT + 4}) {
      checks.add(new Check(
          "value of the game with p_g " + (int) MEANS_AT[i] + " away, -log 4 + 2 JSD",
          last[i],
          theory[i],
          0.003,
          SOURCE));
    }
    checks.add(new Check(
        "largest excess of a trained value over the bound, at any moment",
        excess,
        0,
        1e-6,
        SOURCE + ": D* is the maximum"));
    return checks;
  }

  private static Plot.Curves film(double[] theory, List<double[]> values) {
    double[] floor = new double[theory.length];
    Arrays.fill(floor, -Math.log(4));
    List<Long> moments = new Moments(FRAMES, STEPS).all();
    List<Plot.CurvesFrame> frames = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      frames.add(new Plot.CurvesFrame(
          "step " + moments.get(k),
          List.of(
              new Plot.Series("V(D,G) of the trained D", values.get(k), false),
              new Plot.Series("-log 4 + 2 JSD", theory, true),
              new Plot.Series("-log 4", floor, true))));
    }
    return new Plot.Curves(
        "The value of the game while D learns", "mean of p_g", "V(D,G)", false, MEANS_AT, frames);
  }

  private static final List<String> TEXT = List.of(
      "A discriminator that cannot be improved any more has reached a value V(D*,G) that depends "
          + "on the generator alone. Theorem 1 says which: -log 4 + 2 JSD(p_data, p_g). It is "
          + "smallest, -log 4 = -1.386, exactly where p_g = p_data, and it can never pass 0.",
      "Data are N(0,1); the generator makes N(m,1) for seven m. For each a discriminator is "
          + "trained, and V is computed from its curve and the true densities, without sampling "
          + "noise. At every moment it lies below the dashed line, the theorem's, and rises "
          + "towards it: every discriminator gives a lower bound of the Jensen-Shannon "
          + "divergence, a good one gives a tight one.",
      "The same holds of a whole family. With another last function and another loss, the "
          + "network bounds Kullback-Leibler, Pearson's chi squared, Hellinger's divergence "
          + "(f-GAN). All six close in on their closed forms from below.",
      "For a training this means: the discriminator's loss, 1.386 at the aim, is a distance only "
          + "as far as D is trained out; a loss that rises may be a generator that improves or a "
          + "discriminator that lags. And what is minimised is chosen by the discriminator's "
          + "loss, not by the generator's network.");
}
