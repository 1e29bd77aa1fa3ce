package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.WeightedLayer;

/** Penalties on the weights themselves. */
final class WeightPenalties {
  private WeightPenalties() {}

  /**
   * Orthogonal regularisation as BigGAN's (Brock et al. 2019, arXiv:1809.11096, equation 3): Σ ‖WWᵀ
   * ⊙ (1 - I)‖² over the weights that learn of all linear and convolutional layers, as matrices
   * {@code [out, the rest]}; the lengths of the rows stay free.
   */
  static Tensor orthogonal(Turn turn, Module network) {
    Tensor sum = Tensor.scalar(0).to(turn.real().device());
    for (Tensor w : WeightedLayer.matrices(network)) {
      Tensor gram = w.matmul(w.transpose(0, 1));
      sum = sum.plus(gram.square().sum()).minus(gram.diagonal().square().sum());
    }
    return sum;
  }
}
