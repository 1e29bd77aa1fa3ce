package org.zeuxis.lab;

import static org.zeuxis.objective.AdversarialLosses.MINIMAX;
import static org.zeuxis.objective.AdversarialLosses.WASSERSTEIN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.ProgressListener;

/**
 * Whether two players who descend find their equilibrium, circle it or leave it: the Dirac-GAN
 * (Mescheder, Geiger, Nowozin 2018, arXiv:1801.04406) and the game xy.
 */
@SuppressWarnings("EnumOrdinal") // indices of arrays that live in this file
public final class EquilibriumOfTheGame implements Lab {
  private static final String MESCHEDER = "arXiv:1801.04406, ";
  private static final String EXTRA = "arXiv:1802.10551, section 3";
  private static final String OPTIMISM = "arXiv:1711.00141, optimistic mirror descent";

  /** Measured near the equilibrium, where the linear theory holds. */
  private static final double NEAR = 1e-3;

  private static final int STEPS = 250;

  /** Film: from (1,1). */
  private static final int SHOWN = 160;

  private static final int STEPS_A_FRAME = 4;
  private static final int TAIL = 24;

  /** f'(0) of the paper for the usual GAN, f(t) = -log(1 + e⁻ᵗ); f''(0) = -1/4. */
  private static final double SLOPE = 0.5;

  private static final double GAMMA = 0.5;
  private static final double NOISE = 1.2;
  private static final int NOISE_SAMPLES = 64;

  /** One way to play one game. */
  private record Method(
      String name,
      Duel.Game game,
      UpdateRule rule,
      double rate,
      UpdateRule.Linear linear,
      String source) {
    double predicted() {
      return rule.factor(linear, rate);
    }

    String verdict() {
      double change = predicted() - 1;
      return Math.abs(change) < 1e-9 ? "circles" : change > 0 ? "diverges" : "converges";
    }
  }

  @Override
  public String name() {
    return "equilibrium";
  }

  @Override
  public String title() {
    return "Do the players find their equilibrium?";
  }

  private static List<Method> bilinear() {
    UpdateRule.Linear linear = new UpdateRule.Linear(1, 0);
    List<String> sources =
        List.of(MESCHEDER + "Lemma 2.4", MESCHEDER + "Lemma 2.5", EXTRA, OPTIMISM);
    List<Method> methods = new ArrayList<>();
    for (UpdateRule rule : UpdateRule.values()) {
      methods.add(new Method(
          rule.toString(), new BilinearGame(), rule, 0.2, linear, sources.get(rule.ordinal())));
    }
    return methods;
  }

  private static List<Method> dirac() {
    double h = 0.4;
    UpdateRule.Linear plain = new UpdateRule.Linear(SLOPE, 0);
    DiracGan gan = DiracGan.of(MINIMAX);
    return List.of(
        new Method("simultaneous", gan, UpdateRule.SIMULTANEOUS, h, plain, MESCHEDER + "Lemma 2.4"),
        new Method("alternating", gan, UpdateRule.ALTERNATING, h, plain, MESCHEDER + "Lemma 2.5"),
        new Method("extra-gradient", gan, UpdateRule.EXTRA_GRADIENT, h, plain, EXTRA),
        new Method("optimistic", gan, UpdateRule.OPTIMISTIC, h, plain, OPTIMISM),
        new Method(
            "R1, simultaneous",
            DiracGan.withR1(MINIMAX, GAMMA),
            UpdateRule.SIMULTANEOUS,
            h,
            new UpdateRule.Linear(SLOPE, GAMMA),
            MESCHEDER + "section 3.3: eigenvalues -γ/2 ± √(γ²/4 - f'(0)²)"),
        new Method(
            "R1, alternating",
            DiracGan.withR1(MINIMAX, GAMMA),
            UpdateRule.ALTERNATING,
            h,
            new UpdateRule.Linear(SLOPE, GAMMA),
            MESCHEDER + "section 3.3"),
        new Method(
            "instance noise, simultaneous",
            DiracGan.withNoise(MINIMAX, NOISE, NOISE_SAMPLES),
            UpdateRule.SIMULTANEOUS,
            h,
            new UpdateRule.Linear(SLOPE, NOISE * NOISE / 2),
            MESCHEDER + "section 3.2: eigenvalues f''(0)σ² ± √(f''(0)²σ⁴ - f'(0)²)"),
        new Method(
            "WGAN, simultaneous",
            DiracGan.of(WASSERSTEIN),
            UpdateRule.SIMULTANEOUS,
            h / 2,
            new UpdateRule.Linear(1, 0),
            MESCHEDER + "section 3.1: f(t) = t, f'(0) = 1"));
  }

  /** Without chance: the seed changes nothing. */
  @Override
  public LabReport run(long seed, ProgressListener progress) {
    List<Check> checks = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    measure("game xy", bilinear(), progress, checks, plots);
    measure("Dirac-GAN", dirac(), progress, checks, plots);
    return new LabReport(name(), title(), TEXT, checks, plots);
  }

  private static void measure(
      String game,
      List<Method> methods,
      ProgressListener progress,
      List<Check> checks,
      List<Plot> plots) {
    List<Trajectory> near = new ArrayList<>();
    List<Trajectory> shown = new ArrayList<>();
    for (Method method : methods) {
      Trajectory course = Trajectory.of(method.game(), method.rule(), method.rate(), NEAR, STEPS);
      near.add(course);
      shown.add(Trajectory.of(method.game(), method.rule(), method.rate(), 1, SHOWN));
      checks.add(new Check(
          game + ", " + method.name() + ": distance after / before a step (" + method.verdict()
              + ")",
          course.factor(),
          method.predicted(),
          5e-4,
          method.source()));
      progress.progress(game, near.size(), methods.size());
    }
    plots.add(film(game, methods, shown));
    plots.add(distances(game, methods, near));
  }

  private static Plot film(String game, List<Method> methods, List<Trajectory> shown) {
    List<Plot.PlaneFrame> frames = new ArrayList<>();
    for (int step = STEPS_A_FRAME; step <= SHOWN; step += STEPS_A_FRAME) {
      List<Plot.Cloud> clouds = new ArrayList<>();
      for (int i = 0; i < methods.size(); i++) {
        Method method = methods.get(i);
        clouds.add(shown
            .get(i)
            .line(method.name() + ": " + method.verdict(), Math.max(0, step - TAIL), step));
      }
      frames.add(new Plot.PlaneFrame("step " + step, new double[0][0], clouds));
    }
    return new Plot.Plane(
        "The " + game + " from (1,1)",
        "generator",
        "discriminator",
        new double[] {-3, -3},
        new double[] {3, 3},
        frames);
  }

  private static Plot distances(String game, List<Method> methods, List<Trajectory> near) {
    List<Plot.Series> series = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      Method method = methods.get(i);
      Trajectory course = near.get(i);
      double start = course.distance(0);
      double[] measured = new double[STEPS + 1];
      double[] predicted = new double[STEPS + 1];
      Arrays.setAll(measured, step -> course.distance(step));
      Arrays.setAll(predicted, step -> start * Math.pow(method.predicted(), step));
      series.add(new Plot.Series(method.name(), measured, false));
      series.add(new Plot.Series(method.name() + ", |λ|", predicted, true));
    }
    return new Plot.Curves(
        "Distance from the equilibrium, " + game,
        "step",
        "distance",
        true,
        new Line(0, STEPS, STEPS + 1).points(),
        List.of(new Plot.CurvesFrame("", series)));
  }

  private static final List<String> TEXT = List.of(
      "An equilibrium exists; does descent go there? Each player descends its own loss, and what "
          + "one does moves the ground under the other. The smallest games show it: in the game "
          + "xy one player wants xy small, the other large. In the Dirac-GAN all data lie at 0, "
          + "the generator makes one point and the discriminator is a line through 0.",
      "Near the equilibrium one step multiplies the state by a matrix. The largest absolute "
          + "eigenvalue |λ| of it is what the distance is multiplied by: below 1 the players "
          + "converge, at 1 they circle, above 1 they move away. The lab computes |λ| from the "
          + "formulas of the papers, and then really plays, with the library's losses, its R1 "
          + "penalty and its gradient descent.",
      "Simultaneous steps leave the equilibrium, alternating ones circle it for ever. Looking "
          + "ahead (extra-gradient) or back (optimism) turns the circles inwards. So does what "
          + "damps the discriminator: R1, or noise on its inputs. The Wasserstein loss alone "
          + "does not: without a penalty, and even with clipped weights, it does not converge "
          + "here.",
      "For a training this means: losses that swing for ever without samples getting better are "
          + "not bad luck but eigenvalues on or outside the unit circle. The remedies are "
          + "damping (R1), a smaller learning rate together with it, optimistic or extrapolating "
          + "optimizers, and averages of the generator's weights, which sit in the middle of a "
          + "circle. A smaller learning rate alone only makes the circles slower.",
      "The noise here is laid at fixed, equally likely places instead of being drawn, so that "
          + "its mean effect is seen; the seed changes nothing in this lab. Extra-gradient and "
          + "optimism are played with plain descent, as in the theory; the library's optimizers "
          + "of that kind are their Adam forms.");
}
