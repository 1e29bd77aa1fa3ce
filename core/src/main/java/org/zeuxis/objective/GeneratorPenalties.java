package org.zeuxis.objective;

import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/** Terms of the generator's loss. */
final class GeneratorPenalties {
  /** The authors' code (HelenMao/MSGAN). */
  private static final double EPSILON = 1e-5;

  private GeneratorPenalties() {}

  /**
   * Feature matching (Salimans et al. 2016, arXiv:1606.03498, section 3.1): ‖E f(x) - E f(G(z))‖²,
   * f what the discriminator's last layer is given.
   */
  static Tensor featureMatching(Turn turn) {
    Tensor real = turn.critic().features(turn.real(), turn.labels()).mean(0).detach();
    Tensor fake = turn.critic().features(turn.fake(), turn.labels()).mean(0);
    return real.minus(fake).square().sum();
  }

  /**
   * Mode seeking (Mao et al. 2019, arXiv:1903.05628, equation 3, as the authors' code minimises
   * it): 1/(d(G(z₁),G(z₂))/d(z₁,z₂) + ε), d the mean absolute difference, of what G itself makes.
   * Sample i is paired with sample i + N/2; pairs of different classes do not count, since the
   * paper's pairs share their condition.
   */
  static Tensor modeSeeking(Turn turn) {
    Tensor samples = pairDistances(turn.made().flatten(1));
    Tensor latents = pairDistances(turn.latents());
    long half = turn.labels().size(0) / 2;
    Tensor other = turn.labels()
        .narrow(0, 0, half)
        .minus(turn.labels().narrow(0, half, half))
        .to(DType.FLOAT32)
        .abs()
        .clamp(0, 1);
    Tensor same = other.neg().plus(1);
    if (same.countNonZero() == 0) {
      return samples.sum().times(0); // no pair says anything
    }
    Tensor ratio = samples.times(same).sum().dividedBy(latents.times(same).sum().plus(EPSILON));
    return ratio.plus(EPSILON).pow(-1);
  }

  /** {@code [N,D]} → {@code [N/2]}. */
  private static Tensor pairDistances(Tensor x) {
    long half = x.size(0) / 2;
    return x.narrow(0, 0, half).minus(x.narrow(0, half, half)).abs().mean(1);
  }
}
