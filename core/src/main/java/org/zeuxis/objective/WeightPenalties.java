package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;

/** Penalties on the weights themselves. */
final class WeightPenalties {
  private WeightPenalties() {}

  /**
   * Orthogonal regularisation as BigGAN's (Brock et al. 2019, arXiv:1809.11096, equation 3): Σ ‖WWᵀ
   * ⊙ (1 - I)‖² over all weights of two or more dimensions, as matrices {@code [out, the rest]};
   * the lengths of the rows stay free.
   */
  static Tensor orthogonal(Turn turn) {
    Tensor sum = Tensor.scalar(0).to(turn.real().device());
    for (Tensor weight : turn.parameters()) {
      if (weight.dimensions() >= 2) {
        Tensor w = weight.flatten(1);
        Tensor gram = w.matmul(w.transpose(0, 1));
        sum = sum.plus(gram.square().sum()).minus(gram.diagonal().square().sum());
      }
    }
    return sum;
  }
}
