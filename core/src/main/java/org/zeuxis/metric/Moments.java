package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Gram;
import org.zeuxis.engine.HeavyAlgebra;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Mean and covariance of features: all that {@link FrechetDistance} asks of a set of images, so
 * that those of the real ones need be computed only once. The tensors belong to the scope in which
 * they were made, {@link #retain()} takes them out.
 *
 * @param mean {@code [d]}, float64
 * @param covariance {@code [d,d]}, float64, symmetric, divided by n-1
 * @param count of the images, n, at least 2
 */
public record Moments(Tensor mean, Tensor covariance, long count) implements AutoCloseable {
  /** Rows that are held in float64 at a time. */
  private static final long BLOCK = 2048;

  public Moments {
    mean.requireShape("Moments(mean)", "[d]", Tensor.ANY);
    covariance.requireShape("Moments(covariance)", "[d,d]", mean.size(0), mean.size(0));
    if (mean.type() != DType.FLOAT64 || covariance.type() != DType.FLOAT64) {
      throw new IllegalArgumentException("Moments: expected float64, got mean " + mean.type()
          + " and covariance " + covariance.type());
    }
    if (!mean.isFinite() || !covariance.isFinite()) {
      throw new IllegalArgumentException(
          "Moments: mean or covariance hold NaN or infinite numbers");
    }
    if (count < 2) {
      throw new IllegalArgumentException("Moments: count must be >= 2, got " + count);
    }
  }

  /**
   * The moments of a set, in the caller's scope: sums in float64, in two passes, the mean first.
   *
   * @param whose images, {@code real} or {@code generated}, for messages
   * @param features {@code [n,d]}
   * @throws InvalidInputException if n is less than 2, or a value is NaN or infinite
   */
  public static Moments of(String whose, Tensor features) {
    Features.require("fid", whose, features, 2);
    long n = features.size(0);
    try (Scope scope = new Scope();
        HeavyAlgebra threads = new HeavyAlgebra()) {
      Tensor rows = features.detach().to(Device.CPU);
      Tensor mean = mean(rows);
      Gram gram = new Gram(rows.size(1));
      for (long start = 0; start < n; start += BLOCK) {
        try (Scope block = new Scope()) {
          gram.add(block(rows, start).minus(mean));
        }
      }
      Tensor covariance = gram.total().timesInPlace(1.0 / (n - 1));
      return new Moments(scope.keep(mean), scope.keep(covariance), n);
    }
  }

  private static Tensor mean(Tensor rows) {
    Tensor sum = Tensor.empty(DType.FLOAT64, rows.size(1)).fillInPlace(0);
    for (long start = 0; start < rows.size(0); start += BLOCK) {
      try (Scope block = new Scope()) {
        sum.addInPlace(block(rows, start).sum(0), 1);
      }
    }
    return sum.timesInPlace(1.0 / rows.size(0));
  }

  private static Tensor block(Tensor rows, long start) {
    return rows.narrow(0, start, Math.min(BLOCK, rows.size(0) - start)).to(DType.FLOAT64);
  }

  /** The number of features, d. */
  public long width() {
    return mean.size(0);
  }

  /**
   * Whether there are too few images for the covariance to have full rank. Distances are then well
   * defined but far too large, which a person must be told.
   */
  public boolean rankDeficient() {
    return count <= width();
  }

  /** Takes the tensors out of every scope: they now live until {@link #close()}. */
  public Moments retain() {
    mean.retain();
    covariance.retain();
    return this;
  }

  @Override
  public void close() {
    mean.close();
    covariance.close();
  }
}
