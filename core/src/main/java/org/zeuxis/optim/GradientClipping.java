package org.zeuxis.optim;

import java.util.List;
import org.zeuxis.engine.Tensor;

/** Shortens gradients that are too long (Pascanu et al. 2013, arXiv:1211.5063, Algorithm 1). */
public final class GradientClipping {
  /** Of PyTorch's {@code clip_grad_norm_}: no division by zero. */
  private static final double EPSILON = 1e-6;

  private GradientClipping() {}

  /**
   * The gradients, shortened together to a norm of at most {@code maxNorm}, as PyTorch's
   * {@code clip_grad_norm_}: times {@code min(1, maxNorm/(norm+1e-6))}. The direction stays, and
   * NaN stays NaN.
   *
   * @param maxNorm above 0; infinity leaves them as they are
   * @return in order
   */
  public static List<Tensor> toNorm(List<Tensor> gradients, double maxNorm) {
    if (!(maxNorm > 0)) {
      throw new IllegalArgumentException("maxNorm must be > 0, got " + maxNorm);
    }
    if (gradients.isEmpty() || maxNorm == Double.POSITIVE_INFINITY) {
      return gradients;
    }
    Tensor coefficient = norm(gradients).plus(EPSILON).pow(-1).times(maxNorm).clamp(0, 1);
    return gradients.stream().map(g -> g.times(coefficient)).toList();
  }

  /** The Euclidean norm of all elements of all gradients together, {@code []}. */
  public static Tensor norm(List<Tensor> gradients) {
    return Tensor.stack(gradients.stream().map(Tensor::norm).toList(), 0).norm();
  }
}
