package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * What an extractor makes of images.
 *
 * @param vectors {@code [N,d]}, float32
 * @param probabilities p(y|x), {@code [N,classes]}, or null where the extractor knows no classes
 */
public record Features(Tensor vectors, Tensor probabilities) implements AutoCloseable {
  private static final long BLOCK = 1024;

  public Features {
    vectors.requireShape("Features(vectors)", "[N,d]", Tensor.ANY, Tensor.ANY);
    if (probabilities != null) {
      probabilities.requireShape(
          "Features(probabilities)", "[N,classes]", vectors.size(0), Tensor.ANY);
    }
  }

  /** Takes the tensors out of every scope: they now live until {@link #close()}. */
  Features retain() {
    vectors.retain();
    if (probabilities != null) {
      probabilities.retain();
    }
    return this;
  }

  @Override
  public void close() {
    vectors.close();
    if (probabilities != null) {
      probabilities.close();
    }
  }

  /**
   * Checks what a metric is about to use.
   *
   * @param metric named in the message, such as {@code fid}
   * @param whose images, {@code real} or {@code generated}
   * @param values {@code [N,d]}
   * @param atLeast images that the metric needs
   * @throws InvalidInputException if there are fewer, or a value is NaN or infinite
   */
  static void require(String metric, String whose, Tensor values, long atLeast) {
    values.requireShape(metric + "(" + whose + ")", "[N,d]", Tensor.ANY, Tensor.ANY);
    if (values.size(0) < atLeast) {
      throw new InvalidInputException(
          metric + ": needs at least " + atLeast + " " + whose + " images, got " + values.size(0));
    }
    if (!isFinite(values)) {
      throw new InvalidInputException(
          metric + ": the features of the " + whose + " images hold NaN or infinite numbers");
    }
  }

  /** A block at a time: the search itself needs more room than what it looks at. */
  private static boolean isFinite(Tensor values) {
    for (long start = 0; start < values.size(0); start += BLOCK) {
      try (Scope scope = new Scope()) {
        if (!values.narrow(0, start, Math.min(BLOCK, values.size(0) - start)).isFinite()) {
          return false;
        }
      }
    }
    return true;
  }
}
