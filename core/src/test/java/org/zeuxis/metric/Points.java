package org.zeuxis.metric;

import org.zeuxis.engine.DType;
import org.zeuxis.engine.Linalg;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Features made up from seeds, for the tests of metrics. */
final class Points {
  private Points() {}

  /** Standard normal, {@code [n,d]}. */
  static Tensor normal(long seed, long n, long d) {
    try (Rng rng = new Rng(seed)) {
      return rng.normal(n, d);
    }
  }

  /** A rotation (with a reflection or not), {@code [d,d]}: eigenvectors are orthonormal. */
  static Tensor rotation(long seed, long d) {
    try (Scope scope = new Scope()) {
      Tensor any = normal(seed, d, d).to(DType.FLOAT64);
      return scope.keep(Linalg.eigen(any.plus(any.transpose(0, 1))).vectors());
    }
  }

  /** Rows of a table, {@code [n,d]}. */
  static Tensor of(float[]... rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return Tensor.of(all, rows.length, rows[0].length);
  }

  /** Points of a line, {@code [n,1]}. */
  static Tensor line(float... places) {
    return Tensor.of(places, places.length, 1);
  }
}
