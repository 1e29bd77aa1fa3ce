package org.zeuxis.lab;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.Penalty;
import org.zeuxis.objective.Turn;

/**
 * Data are the points (0, u) of the plane, u uniform in [0,1); the generator makes (θ, u) (Arjovsky
 * et al. 2017, arXiv:1701.07875, Example 1). A discriminator and a critic learn to tell them apart.
 */
final class ParallelLines implements AutoCloseable {
  private static final int BATCH = 128;
  private static final int JUDGED = 1024;

  /** Weight of the gradient penalty (arXiv:1704.00028, section 4). */
  static final double PENALTY = 10;

  private final Rng rng;
  private final Learner discriminator;
  private final Learner critic;
  private final Penalty gradientPenalty = Penalties.GP.create();

  /** Both untrained. */
  ParallelLines(long steps, Rng rng) {
    this.rng = rng;
    discriminator = new Learner(2, 5e-3, steps, rng);
    critic = new Learner(2, 5e-3, steps, rng);
  }

  /** One step of each against a generator at θ. */
  void learn(double theta) {
    discriminator.learn(judge -> AdversarialLosses.MINIMAX.discriminator(
        judge.forward(points(0, BATCH)), judge.forward(points(theta, BATCH)), 1));
    critic.learn(judge -> {
      Tensor real = points(0, BATCH).requireGradient();
      Tensor fake = points(theta, BATCH).requireGradient();
      Tensor onReal = judge.forward(real);
      Tensor onFake = judge.forward(fake);
      Turn turn =
          new Turn(judge, real, fake, () -> onReal, () -> onFake, null, null, fake, List.of(), rng);
      return AdversarialLosses.WASSERSTEIN
          .discriminator(onReal, onFake, 1)
          .plus(gradientPenalty.of(turn).times(PENALTY));
    });
  }

  private Tensor points(double theta, int count) {
    return Tensor.cat(List.of(Tensor.full(theta, count, 1), rng.uniform(0, 1, count, 1)), 1);
  }

  /** What was learnt, on fresh samples. */
  Reading read(double theta) {
    try (Scope scope = new Scope()) {
      Tensor real = points(0, JUDGED);
      Tensor fake = points(theta, JUDGED);
      double loss = AdversarialLosses.MINIMAX
          .discriminator(
              discriminator.judge().forward(real), discriminator.judge().forward(fake), 1)
          .item();
      double apart = AdversarialLosses.WASSERSTEIN
          .discriminator(critic.judge().forward(real), critic.judge().forward(fake), 1)
          .item();
      return new Reading(
          (Math.log(4) - loss) / 2,
          byShift(discriminator, AdversarialLosses.MINIMAX, fake) / 2,
          -apart,
          byShift(critic, AdversarialLosses.WASSERSTEIN, fake),
          accuracy(real, fake));
    }
  }

  /** The derivative of the generator's loss by θ, which moves all its points alike. */
  private static double byShift(Learner learner, AdversarialLosses loss, Tensor fake) {
    Tensor x = fake.detach().requireGradient();
    Tensor gradient =
        loss.generator(null, learner.judge().forward(x)).gradients(List.of(x)).get(0);
    return gradient.select(1, 0).sum().item();
  }

  private double accuracy(Tensor real, Tensor fake) {
    try (NoGrad guard = new NoGrad()) {
      long right = 0;
      for (double logit : discriminator.logits(real)) {
        right += logit > 0 ? 1 : 0;
      }
      for (double logit : discriminator.logits(fake)) {
        right += logit <= 0 ? 1 : 0;
      }
      return right / (2.0 * JUDGED);
    }
  }

  /**
   * At one θ.
   *
   * @param jensenShannon (V + log 4)/2, a lower bound of the divergence
   * @param jensenShannonSlope the derivative of it by θ, through the trained D
   * @param wasserstein difference of the critic's means
   * @param wassersteinSlope the derivative of it by θ
   * @param accuracy of D
   */
  record Reading(
      double jensenShannon,
      double jensenShannonSlope,
      double wasserstein,
      double wassersteinSlope,
      double accuracy) {}

  /** D along the line through the middle of both. */
  double[] discriminatorAlong(Line line) {
    return Arrays.stream(along(discriminator, line)).map(Contest::sigmoid).toArray();
  }

  /** The critic there, 0 at the data. */
  double[] criticAlong(Line line) {
    double atData = along(critic, new Line(0, 1, 2))[0];
    return Arrays.stream(along(critic, line)).map(f -> f - atData).toArray();
  }

  private static double[] along(Learner learner, Line line) {
    try (Scope scope = new Scope()) {
      Tensor x = line.batch();
      return learner.logits(Tensor.cat(List.of(x, x.zerosLike().plus(0.5)), 1));
    }
  }

  @Override
  public void close() {
    discriminator.close();
    critic.close();
  }
}
