package org.zeuxis.lab;

import static org.zeuxis.objective.AdversarialLosses.MINIMAX;
import static org.zeuxis.objective.AdversarialLosses.NON_SATURATING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLosses;

/**
 * Why a generator that minimises log(1-D) stops learning when the discriminator becomes sure, and
 * one that minimises -log D does not (Goodfellow et al. 2014, arXiv:1406.2661, section 3).
 */
public final class Saturation implements Lab {
  private static final String SOURCE = "arXiv:1406.2661, section 3; chain rule";
  private static final int BATCH = 256;
  private static final long STEPS = 600;
  private static final double RATE = 5e-3;
  private static final int FRAMES = 30;
  private static final Line LINE = new Line(-2.5, 5, 121);

  /** Where the generator stands: three units, six deviations, off the data. */
  private static final double THETA = 3;

  private static final double WIDTH = 0.5;
  private static final Contest CONTEST =
      new Contest(Gaussians.one(0, WIDTH), Gaussians.one(THETA, WIDTH));

  /** From where the frozen discriminator is escaped: D = 0.7 %. */
  private static final double DEPTH = 5;

  @Override
  public String name() {
    return "saturation";
  }

  @Override
  public String title() {
    return "Why does a sure discriminator stop the generator?";
  }

  /** What was found after each of some steps of the discriminator. */
  private record Course(
      List<Double> steps,
      List<Double> logits,
      List<Double> minimax,
      List<Double> nonSaturating,
      List<Double> predictedMinimax,
      List<Double> predictedNonSaturating,
      List<Double> ratioErrors) {
    Course() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void add(long step, GeneratorGradients gradients) {
      steps.add((double) step);
      logits.add(Arrays.stream(gradients.logits()).average().orElseThrow());
      minimax.add(Math.abs(gradients.byShift(MINIMAX)));
      nonSaturating.add(Math.abs(gradients.byShift(NON_SATURATING)));
      predictedMinimax.add(Math.abs(gradients.predicted(MINIMAX)));
      predictedNonSaturating.add(Math.abs(gradients.predicted(NON_SATURATING)));
      ratioErrors.add(ratioError(gradients));
    }
  }

  @Override
  public LabReport run(long seed, ProgressListener progress) {
    Course course = new Course();
    List<Plot.CurvesFrame> film = new ArrayList<>();
    train(seed, progress, course, film);
    List<Check> checks = new ArrayList<>(logitChecks());
    checks.addAll(courseChecks(course));
    List<Plot> plots = new ArrayList<>();
    plots.add(sizes(course));
    plots.add(new Plot.Curves(
        "How much of a sample's gradient passes, by place",
        "x",
        "D, |dloss/dlogit|",
        false,
        LINE.points(),
        film));
    escape(checks, plots);
    return new LabReport(name(), title(), TEXT, checks, plots);
  }

  private static void train(
      long seed, ProgressListener progress, Course course, List<Plot.CurvesFrame> film) {
    Moments moments = new Moments(FRAMES, STEPS);
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "saturation");
        Learner learner = new Learner(1, RATE, STEPS, rng)) {
      Tensor z = rng.normal(BATCH, 1).times(WIDTH);
      GeneratorGradients gradients = new GeneratorGradients(learner.judge(), z, THETA);
      while (true) {
        if (moments.due(learner.step())) {
          course.add(learner.step(), gradients);
          film.add(frame(learner));
        }
        progress.progress("discriminator against a far generator", learner.step(), STEPS);
        if (learner.step() == STEPS) {
          return;
        }
        learner.learn(judge -> CONTEST.loss(judge, rng, BATCH));
      }
    }
  }

  /** The largest |log(g_minimax/g_nonsaturating) - l| of samples, which theory says is 0. */
  private static double ratioError(GeneratorGradients gradients) {
    double[] a = gradients.bySample(MINIMAX);
    double[] b = gradients.bySample(NON_SATURATING);
    double[] l = gradients.logits();
    double largest = 0;
    for (int i = 0; i < l.length; i++) {
      if (a[i] != 0 && b[i] != 0) { // l'(x) = 0 leaves no ratio
        largest = Math.max(largest, Math.abs(Math.log(a[i] / b[i]) - l[i]));
      }
    }
    return largest;
  }

  private static List<Check> logitChecks() {
    double[] logits = new Line(-12, 12, 49).points();
    List<Check> checks = new ArrayList<>();
    for (AdversarialLosses loss : List.of(MINIMAX, NON_SATURATING)) {
      double[] measured = GeneratorGradients.byLogit(loss, logits);
      double largest = 0;
      for (int i = 0; i < logits.length; i++) {
        double expected = GeneratorGradients.byLogit(loss, logits[i]);
        largest = Math.max(largest, Math.abs(measured[i] / expected - 1));
      }
      String derivative =
          loss == MINIMAX ? "log(1-D) by the logit, -D" : "-log D by the logit, D-1";
      checks.add(new Check(
          "largest relative error of the derivative of " + derivative, largest, 0, 1e-9, SOURCE));
    }
    return checks;
  }

  private static List<Check> courseChecks(Course course) {
    int last = course.steps().size() - 1;
    List<Check> checks = new ArrayList<>();
    checks.add(new Check(
        "gradient of log(1-D) by the shift, relative to the chain rule's, strongest D",
        course.minimax().get(last) / course.predictedMinimax().get(last),
        1,
        1e-3,
        SOURCE));
    checks.add(new Check(
        "gradient of -log D by the shift, relative to the chain rule's, strongest D",
        course.nonSaturating().get(last) / course.predictedNonSaturating().get(last),
        1,
        1e-3,
        SOURCE));
    checks.add(new Check(
        "largest error of log(gradient of log(1-D) / gradient of -log D) = logit, any sample",
        course.ratioErrors().stream().mapToDouble(e -> e).max().orElseThrow(),
        0,
        1e-3,
        "arXiv:1406.2661, section 3: σ(l)/(1-σ(l)) = exp(l)"));
    return checks;
  }

  private static Plot.Curves sizes(Course course) {
    return new Plot.Curves(
        "The generator's gradient while only D learns",
        "step of the discriminator",
        "|gradient by the shift|",
        true,
        array(course.steps()),
        List.of(new Plot.CurvesFrame(
            "",
            List.of(
                new Plot.Series("log(1-D)", array(course.minimax()), false),
                new Plot.Series("-log D", array(course.nonSaturating()), false),
                new Plot.Series("mean of σ(l)·l'", array(course.predictedMinimax()), true),
                new Plot.Series(
                    "mean of (1-σ(l))·l'", array(course.predictedNonSaturating()), true)))));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  private static Plot.CurvesFrame frame(Learner learner) {
    double[] logits = learner.logits(LINE);
    double[] d = Arrays.stream(logits).map(Contest::sigmoid).toArray();
    double[] rest = Arrays.stream(logits).map(l -> Contest.sigmoid(-l)).toArray();
    return new Plot.CurvesFrame(
        "step " + learner.step(),
        List.of(
            new Plot.Series("p_data", LINE.values(CONTEST.data()::density), false),
            new Plot.Series("p_g", LINE.values(CONTEST.model()::density), false),
            new Plot.Series("D, what passes of log(1-D)", d, false),
            new Plot.Series("1-D, what passes of -log D", rest, false)));
  }

  private static void escape(List<Check> checks, List<Plot> plots) {
    double[] levels = new Line(-DEPTH, 0, 51).points();
    List<Plot.Series> series = new ArrayList<>();
    for (AdversarialLosses loss : List.of(MINIMAX, NON_SATURATING)) {
      String label = loss == MINIMAX ? "log(1-D)" : "-log D";
      Escape escape = new Escape(loss, DEPTH);
      double expected = Escape.closedForm(loss, DEPTH, 0);
      checks.add(new Check(
          "time for D to rise from 0.7 % to 50 % by descent on " + label,
          escape.time(0),
          expected,
          loss == MINIMAX ? 1.5 : 0.06, // the steps are not infinitely small
          "integral of dl/σ(l) and dl/(1-σ(l)); arXiv:1406.2661, section 3"));
      series.add(new Plot.Series(label, positive(escape.times(levels)), false));
      double[] theory =
          Arrays.stream(levels).map(l -> Escape.closedForm(loss, DEPTH, l)).toArray();
      series.add(new Plot.Series(label + ", closed form", positive(theory), true));
    }
    plots.add(new Plot.Curves(
        "How long it takes to be believed",
        "logit reached",
        "learning rate times steps",
        true,
        levels,
        List.of(new Plot.CurvesFrame("", series))));
  }

  /** For the logarithmic axis: a gap instead of 0. */
  private static double[] positive(double[] values) {
    return Arrays.stream(values).map(v -> v > 0 ? v : Double.NaN).toArray();
  }

  private static final List<String> TEXT = List.of(
      "In the game as written, the generator minimises log(1-D). Early on the discriminator is "
          + "sure that its samples are false, D is nearly 0, and log(1-D) is flat there: by the "
          + "logit l, D = σ(l), its derivative is -D. The paper therefore trains the generator "
          + "on -log D instead, whose derivative is -(1-D), nearly -1 at the same place. The two "
          + "differ by the factor exp(l).",
      "The generator here is one number, the shift of a bell six deviations away from the data. "
          + "Only the discriminator learns. At every moment the library's two losses are "
          + "differentiated by the shift: one gradient falls by orders of magnitude as D becomes "
          + "sure, the other stays. Both are just the means of what passes at the logit times "
          + "the slope of the logit.",
      "What that costs can be computed. In front of a frozen discriminator that gives a sample D "
          + "= 0.7 %, descent on log(1-D) needs e⁵ + 4 = 152 units of time to be believed by "
          + "half, descent on -log D needs 6.",
      "For a training this means: use the non-saturating loss (the default), and read a "
          + "generator's gradient norm beside the logits of generated samples. A very negative "
          + "logit with a vanishing gradient is saturation. The other loss is no cure for "
          + "everything: both multiply with the same slope l', so where D is flat or wild, both "
          + "suffer.");
}
