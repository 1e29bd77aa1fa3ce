package org.zeuxis.data;

import org.zeuxis.engine.Tensor;

/**
 * A minibatch.
 *
 * @param real {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
 * @param labels classes, {@code int64 [N]}, all 0 where the data have none
 * @param source as many images of the domain that is translated from; null where there is one
 *     domain only
 */
public record Batch(Tensor real, Tensor labels, Batch source) implements AutoCloseable {
  /** A minibatch of one domain. */
  public Batch(Tensor real, Tensor labels) {
    this(real, labels, null);
  }

  /** Some of the samples. */
  public Batch narrow(long start, long length) {
    return new Batch(
        real.narrow(0, start, length),
        labels.narrow(0, start, length),
        source == null ? null : source.narrow(start, length));
  }

  /** The same, living until {@link #close()}, whatever scope it was made in. */
  public Batch retain() {
    real.retain();
    labels.retain();
    if (source != null) {
      source.retain();
    }
    return this;
  }

  @Override
  public void close() {
    real.close();
    labels.close();
    if (source != null) {
      source.close();
    }
  }
}
