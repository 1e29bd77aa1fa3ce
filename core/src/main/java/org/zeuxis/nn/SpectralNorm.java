package org.zeuxis.nn;

import java.util.function.UnaryOperator;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * {@code W/σ(W)} with {@code σ = uᵀWv} (Miyato et al. 2018, arXiv:1802.05957, Algorithm 1), W as a
 * matrix {@code [out, the rest]}. Each forward in training moves u and v by one power iteration; in
 * use they stay. Gradients take u and v as constants (equation 12).
 */
final class SpectralNorm implements UnaryOperator<Tensor> {
  private static final double EPSILON = 1e-12; // the authors' code and PyTorch's

  /** As PyTorch's, so that the first steps are bounded already; the paper begins at random. */
  private static final int FIRST_ITERATIONS = 15;

  private final WeightedLayer layer;
  private final Tensor u;
  private final Tensor v;

  SpectralNorm(WeightedLayer layer, Rng rng) {
    this.layer = layer;
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Tensor matrix = layer.matrix(layer.rawWeight());
      u = layer.buffer("weight_u", normalised(rng.normal(matrix.size(0))));
      v = layer.buffer("weight_v", normalised(rng.normal(matrix.size(1))));
      for (int i = 0; i < FIRST_ITERATIONS; i++) {
        iterate(matrix);
      }
    }
  }

  @Override
  public Tensor apply(Tensor weight) {
    Tensor matrix = layer.matrix(weight);
    if (layer.isTraining()) {
      iterate(matrix);
    }
    // The graph gets copies: the next forward moves u and v before gradients are taken.
    Tensor sigma = matrix.matmul(v.copy()).times(u.copy()).sum();
    return weight.dividedBy(sigma);
  }

  /** Algorithm 1, step 2: v ← Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖. */
  private void iterate(Tensor matrix) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      v.copyFrom(normalised(matrix.transpose(0, 1).matmul(u)));
      u.copyFrom(normalised(matrix.matmul(v)));
    }
  }

  private static Tensor normalised(Tensor vector) {
    return vector.dividedBy(vector.norm().clamp(EPSILON, Double.POSITIVE_INFINITY));
  }
}
