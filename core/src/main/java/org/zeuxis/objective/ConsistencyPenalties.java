package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;

/** Penalties on judging an image and a shifted or mirrored copy of it differently. */
final class ConsistencyPenalties {
  private static final Augmentation CHANGE = new ConsistencyShift();

  private ConsistencyPenalties() {}

  /** CR (Zhang et al. 2020, arXiv:1910.12027, equation 3): E(D(x) - D(T(x)))² on real images. */
  static Tensor onReal(Turn turn) {
    return difference(turn, turn.real(), turn.onReal().get());
  }

  /** bCR (Zhao et al. 2020, arXiv:2002.04724, Algorithm 1): the same on generated ones, too. */
  static Tensor onBoth(Turn turn) {
    return onReal(turn).plus(difference(turn, turn.fake(), turn.onFake().get()));
  }

  private static Tensor difference(Turn turn, Tensor images, Tensor logits) {
    Tensor changed = CHANGE.apply(images, 1, turn.rng());
    return logits.minus(turn.critic().forward(changed, turn.labels())).square().mean();
  }
}
