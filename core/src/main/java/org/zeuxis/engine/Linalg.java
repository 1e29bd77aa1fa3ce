package org.zeuxis.engine;

import java.util.Arrays;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/**
 * Decompositions of symmetric matrices, in float64 and on the processor. They read the lower
 * triangle alone.
 */
public final class Linalg {
  /** The lower triangle, in LAPACK's letters. */
  private static final String LOWER = "L";

  private Linalg() {}

  /**
   * {@code A = V diag(w) Vᵀ}.
   *
   * @param values w, {@code [d]}, ascending
   * @param vectors V, {@code [d,d]}, one eigenvector a column, orthonormal
   */
  public record Eigen(Tensor values, Tensor vectors) {}

  /** Eigenvalues and eigenvectors of a symmetric matrix {@code [d,d]}. */
  public static Eigen eigen(Tensor symmetric) {
    requireSquare("Linalg.eigen(symmetric)", symmetric);
    try (Scope scope = new Scope()) {
      T_TensorTensor_T both = torch.linalg_eigh(symmetric.raw, LOWER);
      // Copies of the handles: the elements themselves belong to the pair.
      Tensor values = new Tensor(new org.bytedeco.pytorch.Tensor(both.get0()));
      Tensor vectors = new Tensor(new org.bytedeco.pytorch.Tensor(both.get1()));
      return new Eigen(scope.keep(values), scope.keep(vectors));
    }
  }

  /** Eigenvalues of a symmetric matrix {@code [d,d]}, {@code [d]}, ascending. */
  public static Tensor eigenvalues(Tensor symmetric) {
    requireSquare("Linalg.eigenvalues(symmetric)", symmetric);
    return new Tensor(torch.linalg_eigvalsh(symmetric.raw, LOWER));
  }

  private static void requireSquare(String where, Tensor matrix) {
    requireFloat64(where, matrix);
    matrix.requireShape(where, "[d,d]", Tensor.ANY, Tensor.ANY);
    matrix.requireShape(where, "[d,d]", matrix.size(0), matrix.size(0));
    if (!matrix.isFinite()) { // LAPACK may fail, answer NaN, or not end
      throw new IllegalArgumentException(where + ": NaN or infinite numbers in the matrix");
    }
  }

  static void requireFloat64(String where, Tensor matrix) {
    if (matrix.type() != DType.FLOAT64 || matrix.device().cuda()) {
      throw new IllegalArgumentException(where + ": expected FLOAT64 on cpu, got " + matrix.type()
          + " on " + matrix.device() + ", shape " + Arrays.toString(matrix.shape()));
    }
  }
}
