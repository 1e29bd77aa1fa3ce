package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** One network for each f-divergence, trained on its bound between two normal distributions. */
@SuppressWarnings("EnumOrdinal") // indices of arrays that live in this file
final class FamilyOfBounds {
  private static final long STEPS = 800;
  private static final int POINTS = 41;
  private static final int BATCH = 512;
  private static final double RATE = 5e-3;
  private static final Line LINE = new Line(-9, 9, 721);

  static final Gaussians P = Gaussians.one(0, 1);
  static final Gaussians Q = Gaussians.one(0.8, 1.1);
  static final NormalDivergences CLOSED = new NormalDivergences(0, 1, 0.8, 1.1);

  private final long seed;
  private final double[][] gaps = new double[FDivergence.values().length][POINTS];
  private final List<Check> checks = new ArrayList<>();

  FamilyOfBounds(long seed, ProgressListener progress) {
    this.seed = seed;
    for (FDivergence divergence : FDivergence.values()) {
      train(divergence, progress);
    }
  }

  private void train(FDivergence divergence, ProgressListener progress) {
    double theory = theory(divergence);
    double[] gap = gaps[divergence.ordinal()];
    try (Rng rng = Rng.of(seed, "value." + divergence.name());
        Learner learner = new Learner(1, RATE, STEPS, rng)) {
      for (int i = 0; i < POINTS; i++) {
        while (learner.step() < STEPS * i / (POINTS - 1)) {
          learner.learn(judge -> divergence.loss(
              judge.forward(P.draw(rng, BATCH)), judge.forward(Q.draw(rng, BATCH))));
        }
        gap[i] = theory - bound(divergence, learner);
        progress.progress("f-divergence " + divergence, learner.step(), STEPS);
      }
    }
    checks.add(new Check(
        "trained bound of the " + divergence + " divergence",
        theory - gap[POINTS - 1],
        theory,
        0.005,
        "arXiv:1606.00709, equation 4, Tables 1 and 2; normal distributions"));
  }

  /** The closed form where there is one, else quadrature. */
  static double theory(FDivergence divergence) {
    return switch (divergence) {
      case KL -> CLOSED.kl();
      case REVERSE_KL -> CLOSED.reverseKl();
      case PEARSON -> CLOSED.pearson();
      case HELLINGER -> CLOSED.squaredHellinger();
      case JENSEN_SHANNON, GAN -> divergence.between(P, Q, LINE);
    };
  }

  /** E_P T - E_Q f*(T), not on samples but over the densities. */
  private static double bound(FDivergence divergence, Learner learner) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Tensor v = learner.judge().forward(LINE.batch());
      double[] t = divergence.output(v).toDoubles();
      double[] conjugate = divergence.conjugate(v).toDoubles();
      double[] integrand = new double[t.length];
      Arrays.setAll(
          integrand, i -> P.density(LINE.at(i)) * t[i] - Q.density(LINE.at(i)) * conjugate[i]);
      return LINE.integral(integrand);
    }
  }

  List<Check> checks() {
    return checks;
  }

  /** How far each bound is below its divergence; on a logarithmic axis. */
  Plot.Curves plot() {
    double[] steps = new double[POINTS];
    Arrays.setAll(steps, i -> Math.floorDiv(STEPS * i, POINTS - 1));
    List<Plot.Series> series = new ArrayList<>();
    for (FDivergence divergence : FDivergence.values()) {
      series.add(new Plot.Series(divergence.toString(), gaps[divergence.ordinal()], false));
    }
    return new Plot.Curves(
        "How far the trained bounds are below their divergences",
        "step of the discriminator",
        "divergence - bound",
        true,
        steps,
        List.of(new Plot.CurvesFrame("", series)));
  }
}
