package org.zeuxis.engine;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * Sums {@code XᵀX} over blocks of rows, in float64. Only one triangle is computed, which is half
 * the work of the matrix product. To be used and freed inside one scope.
 */
public final class Gram {
  private final Tensor upper;

  /**
   * A sum of nothing.
   *
   * @param width of the rows, d
   */
  public Gram(long width) {
    upper = Tensor.empty(DType.FLOAT64, width, width).fillInPlace(0);
  }

  /** Adds a block's {@code XᵀX}. {@code rows [n,d]}, float64, on the processor. */
  public Gram add(Tensor rows) {
    Linalg.requireFloat64("Gram.add(rows)", rows);
    rows.requireShape("Gram.add(rows)", "[n,d]", Tensor.ANY, upper.size(0));
    int d = Math.toIntExact(upper.size(0));
    int n = Math.toIntExact(rows.size(0));
    try (Scope scope = new Scope()) {
      openblas_nolapack.cblas_dsyrk(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasUpper,
          openblas_nolapack.CblasTrans,
          d,
          n,
          1,
          rows.contiguous().raw.data_ptr_double(),
          d,
          1,
          upper.raw.data_ptr_double(),
          d);
    }
    return this;
  }

  /** The sum so far, {@code [d,d]}, both triangles, equal to the last bit. */
  public Tensor total() {
    try (Scope scope = new Scope()) {
      Tensor above = new Tensor(torch.triu(upper.raw, 1));
      return scope.keep(upper.plus(above.transpose(0, 1)));
    }
  }
}
