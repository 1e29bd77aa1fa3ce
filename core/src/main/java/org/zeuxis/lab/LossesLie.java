package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;

/** Losses beside FID: what the curves everybody watches say of the samples. */
public final class LossesLie implements Lab {
  private static final long SHOWN_TO_JUDGE = 20_000;
  private static final int EVERY = 40;
  private static final int SAMPLES = 500;
  private static final int ORDERS = 10_000;

  /** Measurements after which the critic has caught up with the generator. */
  private static final int CATCHING_UP = 3;

  private static final String KENDALL = "Kendall, Gibbons 1990";

  @Override
  public String name() {
    return "losses-lie";
  }

  @Override
  public String title() {
    return "What do the losses say of the samples?";
  }

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    Course usual;
    Course critic;
    double accuracy;
    try (DigitJudge judge = DigitJudge.train(SHOWN_TO_JUDGE, seed, progress)) {
      accuracy = judge.accuracy();
      usual = Course.of(usual(seed), judge, EVERY, SAMPLES, "training a DCGAN", progress);
      critic = Course.of(critic(seed), judge, EVERY, SAMPLES, "training a WGAN-GP", progress);
    }
    Correlations found = Correlations.of(usual, critic, seed);
    return new LabReport(
        name(),
        title(),
        text(usual, found, accuracy),
        checks(usual, found),
        List.of(
            fids(usual, critic),
            losses(usual),
            estimates(critic),
            against(
                "DCGAN: FID against the generator's loss", "loss of G", usual.generator(), usual),
            against(
                "WGAN-GP: FID against the critic's estimate",
                "mean logit, real less generated",
                critic.gap(),
                critic)));
  }

  private static Recipe usual(long seed) {
    return Catalogue.resolve("dcgan", common(seed));
  }

  /** With a critic fast enough to be near its best, as the theory asks. */
  private static Recipe critic(long seed) {
    List<String> keys = new ArrayList<>(common(seed));
    keys.addAll(List.of(
        "training.batchSize=32", "discriminator.learningRate=1e-3", "generator.learningRate=5e-4"));
    return Catalogue.resolve("wgan-gp", keys);
  }

  private static List<String> common(long seed) {
    return List.of(
        "data.source=digits",
        "data.size=" + DigitCloud.SIDE,
        "network.features=16",
        "training.steps=800",
        "seed=" + seed);
  }

  /** Rank correlations with FID. */
  private record Correlations(
      RankCorrelation discriminator,
      RankCorrelation generator,
      RankCorrelation critic,
      RankCorrelation criticLater,
      RankCorrelation criticGenerator) {
    static Correlations of(Course usual, Course critic, long seed) {
      int n = critic.fid().length;
      return new Correlations(
          with(usual.discriminator(), usual.fid(), seed),
          with(usual.generator(), usual.fid(), seed),
          with(critic.gap(), critic.fid(), seed),
          with(
              Arrays.copyOfRange(critic.gap(), CATCHING_UP, n),
              Arrays.copyOfRange(critic.fid(), CATCHING_UP, n),
              seed),
          with(critic.generator(), critic.fid(), seed));
    }

    private static RankCorrelation with(double[] losses, double[] fid, long seed) {
      return RankCorrelation.of(losses, fid, ORDERS, seed);
    }
  }

  private static List<Check> checks(Course usual, Correlations found) {
    double[] fid = usual.fid();
    double[] reversed = Arrays.stream(fid).map(f -> -f).toArray();
    double spread = 1 / Math.sqrt(fid.length - 1.0);
    double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    try (Scope scope = new Scope()) {
      Tensor none = Tensor.zeros(8);
      Tensor shifted = Tensor.full(5, 8);
      return List.of(
          new Check(
              "discriminator's loss where it cannot tell, logits 0",
              AdversarialLosses.NON_SATURATING.discriminator(none, none, 1).item(),
              Math.log(4),
              1e-6,
              "log 4 (arXiv:1406.2661, theorem 1)"),
          new Check(
              "generator's loss there",
              AdversarialLosses.NON_SATURATING.generator(() -> none, none).item(),
              Math.log(2),
              1e-6,
              "log 2 (arXiv:1406.2661, section 3)"),
          new Check(
              "discriminator's loss in the first iteration, samples noise",
              usual.discriminator()[0],
              Math.log(4),
              0.1,
              "logits of fresh networks are near 0: the equilibrium's value"),
          new Check(
              "generator's loss in the first iteration",
              usual.generator()[0],
              Math.log(2),
              0.05,
              "the same"),
          new Check(
              "Wasserstein: critic's loss, 5 added to all its logits",
              AdversarialLosses.WASSERSTEIN.discriminator(shifted, shifted, 1).item(),
              0,
              1e-6,
              "a difference of means (arXiv:1701.07875, equation 2)"),
          new Check(
              "Wasserstein: generator's loss, 5 added to all logits",
              AdversarialLosses.WASSERSTEIN.generator(() -> shifted, shifted).item(),
              -5,
              1e-6,
              "one mean: its level is arbitrary"),
          new Check(
              "rank correlation of FID with itself",
              RankCorrelation.rho(fid, fid),
              1,
              1e-12,
              "by definition"),
          new Check(
              "and with its negative",
              RankCorrelation.rho(fid, reversed),
              -1,
              1e-12,
              "by definition"),
          new Check(
              "rank correlation of ten pairs without ties",
              RankCorrelation.rho(iq, hours),
              -29 / 165.0,
              1e-12,
              "1 - 6Σd²/(n(n²-1)) with Σd² = 194"),
          new Check(
              "rank correlation of 1, 2, 2, 3 with 1, 2, 3, 4",
              RankCorrelation.rho(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}),
              Math.sqrt(0.9),
              1e-12,
              "a tie shares its ranks (" + KENDALL + ", chapter 3)"),
          new Check(
              "deviation of the correlation over 10,000 random orders",
              found.generator.spread(),
              spread,
              4 * spread / Math.sqrt(2.0 * ORDERS),
              "1/√(n-1) (" + KENDALL + ", chapter 4); four standard errors"));
    }
  }

  private static Plot fids(Course usual, Course critic) {
    return new Plot.Curves(
        "FID: lower is better",
        "iteration",
        "FID",
        true,
        usual.steps(),
        List.of(new Plot.CurvesFrame(
            SAMPLES + " samples, features of a classifier of the digits",
            List.of(
                new Plot.Series("DCGAN", usual.fid(), false),
                new Plot.Series("WGAN-GP", critic.fid(), false)))));
  }

  private static Plot losses(Course usual) {
    double[] log4 = new double[usual.steps().length];
    double[] log2 = new double[usual.steps().length];
    Arrays.fill(log4, Math.log(4));
    Arrays.fill(log2, Math.log(2));
    return new Plot.Curves(
        "DCGAN: the losses of the same training",
        "iteration",
        "loss",
        false,
        usual.steps(),
        List.of(new Plot.CurvesFrame(
            "means since the last measurement",
            List.of(
                new Plot.Series("log 4", log4, true),
                new Plot.Series("log 2", log2, true),
                new Plot.Series("discriminator", usual.discriminator(), false),
                new Plot.Series("generator", usual.generator(), false)))));
  }

  private static Plot estimates(Course critic) {
    return new Plot.Curves(
        "WGAN-GP: the critic's estimate, and the generator's loss",
        "iteration",
        "logits",
        false,
        critic.steps(),
        List.of(new Plot.CurvesFrame(
            "means since the last measurement",
            List.of(
                new Plot.Series("estimate: logit real less generated", critic.gap(), false),
                new Plot.Series("generator's loss", critic.generator(), false)))));
  }

  /** The course of a training in the plane of a loss and FID, one more measurement each frame. */
  private static Plot against(String title, String label, double[] losses, Course course) {
    double left = Arrays.stream(losses).min().orElseThrow();
    double right = Arrays.stream(losses).max().orElseThrow();
    double top = Arrays.stream(course.fid()).max().orElseThrow();
    double margin = 0.05 * (right - left);
    List<Plot.PlaneFrame> frames = new ArrayList<>();
    for (int n = 1; n <= losses.length; n++) {
      double[] x = Arrays.copyOf(losses, n);
      double[] y = Arrays.copyOf(course.fid(), n);
      frames.add(new Plot.PlaneFrame(
          String.format(Locale.ROOT, "iteration %.0f", course.steps()[n - 1]),
          new double[0][],
          List.of(
              new Plot.Cloud("course", x, y, true),
              new Plot.Cloud("now", new double[] {x[n - 1]}, new double[] {y[n - 1]}, false))));
    }
    return new Plot.Plane(
        title,
        label,
        "FID",
        new double[] {left - margin, 0},
        new double[] {right + margin, 1.05 * top},
        frames);
  }

  private static List<String> text(Course usual, Correlations found, double accuracy) {
    int last = usual.fid().length - 1;
    return List.of(
        "The question: a classifier's loss falls as it gets better. What do a GAN's losses say of"
            + " its samples?",
        String.format(
            Locale.ROOT,
            "Two small trainings on the digits, 800 iterations each: a DCGAN with the"
                + " non-saturating"
                + " loss, and a WGAN-GP whose critic learns fast. Every %d iterations FID is"
                + " measured,"
                + " on %d samples and the features of a classifier that reads %.1f %% of unseen"
                + " digits"
                + " rightly. Beside it stand the losses' means since the last measurement.",
            EVERY,
            SAMPLES,
            100 * accuracy),
        String.format(
            Locale.ROOT,
            "DCGAN: FID goes from %.0f to %.0f. The discriminator's loss began at %.2f and ended at"
                + " %.2f, the generator's at %.2f and %.2f. An equilibrium, where the"
                + " discriminator can"
                + " tell nothing, has log 4 = 1.39 and log 2 = 0.69; so has the very first"
                + " iteration,"
                + " whose samples are noise, because nobody has learnt anything. Equal losses say"
                + " that"
                + " the players are equally good, not how good.",
            usual.fid()[0],
            usual.fid()[last],
            usual.discriminator()[0],
            usual.discriminator()[last],
            usual.generator()[0],
            usual.generator()[last]),
        "Spearman's rank correlation with FID, 1 where a loss falls exactly as FID falls: "
            + said("the discriminator's loss", found.discriminator)
            + ", "
            + said("the generator's", found.generator)
            + ". The p of a table of random orders is too small here: both series drift, and"
            + " any two"
            + " that drift correlate. Another seed gives other numbers; with none of them can"
            + " one stop"
            + " a training.",
        "WGAN-GP: "
            + said("the critic's estimate of the distance", found.critic)
            + String.format(
                Locale.ROOT,
                "; from iteration %d on, once the critic has caught up, ",
                CATCHING_UP * EVERY)
            + said("the same", found.criticLater)
            + ". This is what Arjovsky et al. (2017, section 4.2) promise, and under their"
            + " condition:"
            + " a critic near its best. While it learns, its estimate rises as the samples get"
            + " better. "
            + said("The generator's loss", found.criticGenerator)
            + ": it is the mean of one kind of logits, whose level the critic may shift at will.",
        "For a training: losses show that the game goes on, a discriminator's near 0 that it has"
            + " been won. To see whether samples get better, measure them (--eval-every), keep the"
            + " best checkpoint (--keep-best fid), and never compare losses of two runs.");
  }

  private static String said(String what, RankCorrelation found) {
    return String.format(
        Locale.ROOT,
        "%s has %.2f (p %s)",
        what,
        found.rho(),
        found.p() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", found.p()));
  }
}
