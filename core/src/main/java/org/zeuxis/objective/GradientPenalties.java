package org.zeuxis.objective;

import java.util.Arrays;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Penalties on the discriminator's slope. Gradients are by what the discriminator is given, that
 * is, after augmentation and noise; of a discriminator of packs they are by the whole pack. Where
 * patches are judged, D is the sum over an image's, as in StarGAN's code (yunjey/stargan). Samples
 * stay in the graph, for the game that looks ahead is differentiated by them.
 */
final class GradientPenalties {
  /** Under the root, whose derivative at 0 is infinite. It moves a norm of 1 by 5e-13. */
  private static final double TINY = 1e-12;

  /** The authors' code (kodalinaveen3/DRAGAN): half the deviation of the minibatch. */
  private static final double DRAGAN_NOISE = 0.5;

  private GradientPenalties() {}

  /**
   * WGAN-GP (Gulrajani et al. 2017, arXiv:1704.00028, equation 3): E(‖∇D(x̂)‖ - 1)², x̂ uniform on
   * the line between a real and a generated sample.
   */
  static Tensor wassersteinGp(Turn turn) {
    return normsBetween(turn).minus(1).square().mean();
  }

  /**
   * WGAN-LP (Petzka et al. 2018, arXiv:1709.08894, equation 8): as WGAN-GP, but slopes below 1 are
   * free: E max(0, ‖∇D(x̂)‖ - 1)².
   */
  static Tensor lipschitz(Turn turn) {
    return normsBetween(turn).minus(1).relu().square().mean();
  }

  /**
   * DRAGAN (Kodali et al. 2017, arXiv:1705.07215, equation 3, with the authors' code's noise):
   * E(‖∇D(x̂)‖ - 1)², x̂ around real samples: {@code x̂ = x + α·½·std(x)·u}, α uniform in [0,1) for
   * each sample or pack, u for each number.
   */
  static Tensor dragan(Turn turn) {
    Tensor x = turn.real();
    Tensor noise =
        turn.rng().uniform(0, 1, x.shape()).to(x.device()).times(x.std().times(DRAGAN_NOISE));
    return norms(turn, x.plus(noise.times(perSample(turn, x))))
        .minus(1)
        .square()
        .mean();
  }

  /** R1 (Mescheder et al. 2018, arXiv:1801.04406, equation 9): ½·E‖∇D(x)‖² on real samples. */
  static Tensor r1(Turn turn) {
    return zeroCentred(turn.onReal().get(), turn.real());
  }

  /** R2 (the same, equation 10): ½·E‖∇D(x)‖² on generated samples. */
  static Tensor r2(Turn turn) {
    return zeroCentred(turn.onFake().get(), turn.fake());
  }

  private static Tensor zeroCentred(Tensor logits, Tensor x) {
    return squaredNorms(logits, x).mean().times(0.5);
  }

  private static Tensor normsBetween(Turn turn) {
    Tensor x = turn.real();
    Tensor e = perSample(turn, x);
    return norms(turn, x.times(e).plus(turn.fake().times(e.neg().plus(1))));
  }

  /** ‖∇D(x̂)‖, {@code [N]}. */
  private static Tensor norms(Turn turn, Tensor x) {
    return squaredNorms(turn.critic().forward(x, turn.labels()), x).plus(TINY).sqrt();
  }

  /** Of a pack as a whole, {@code [N/m]}; of an image by the sum over its patches, {@code [N]}. */
  private static Tensor squaredNorms(Tensor logits, Tensor x) {
    Tensor gradient = logits.gradientWithRespectTo(x);
    return gradient.square().reshape(Math.min(logits.size(0), x.size(0)), -1).sum(1);
  }

  /**
   * A uniform number for each sample, {@code [N,1,…]}; samples of a pack, which is one point where
   * D has one slope, share it.
   */
  private static Tensor perSample(Turn turn, Tensor x) {
    long[] shape = new long[x.dimensions()];
    Arrays.fill(shape, 1);
    shape[0] = x.size(0);
    int m = turn.critic().pack();
    try (Scope scope = new Scope()) {
      Tensor drawn = turn.rng().uniform(0, 1, shape[0] / m, 1).to(x.device());
      return scope.keep(drawn.expand(shape[0] / m, m).reshape(shape));
    }
  }
}
