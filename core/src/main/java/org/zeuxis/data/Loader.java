package org.zeuxis.data;

import org.zeuxis.engine.Tensor;

/**
 * Turns a data set into an endless stream of full batches; a batch may run across the end of an
 * epoch.
 *
 * <p>The samples are a pure function of the sampler and the position: a loader made with the
 * {@link #position()} of another goes on bit for bit where that one was. Reading happens ahead on a
 * daemon thread in plain Java; tensors are made by {@link #next()} on the thread that calls it, on
 * the CPU and in that thread's scope. For use by one thread.
 */
public final class Loader implements AutoCloseable {
  private final int batchSize;
  private final long[] batchShape;
  private final Prefetcher prefetcher;
  private final Loader source;
  private long position;
  private boolean closed;

  /**
   * Starts to read.
   *
   * @param data for {@link Domains}, batches have as many images of the source
   * @param batchSize samples a batch, at least 1
   * @param views how images are seen; of a pair both are seen alike
   * @param position samples handed out before, 0 at the start of a training
   */
  public Loader(Dataset data, Sampler sampler, int batchSize, Views views, long position) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be >= 1, got " + batchSize);
    }
    if (position < 0) {
      throw new IllegalArgumentException("position must be >= 0, got " + position);
    }
    this.batchSize = batchSize;
    this.position = position;
    long[] sampleShape = data.sampleShape();
    batchShape = new long[sampleShape.length + 1];
    batchShape[0] = batchSize;
    System.arraycopy(sampleShape, 0, batchShape, 1, sampleShape.length);
    prefetcher = new Prefetcher(data, sampler, batchSize, views, position);
    source = data instanceof Domains domains
        ? new Loader(
            domains.from().data(), domains.sourceSampler(sampler), batchSize, views, position)
        : null;
  }

  /**
   * The next batch, as new tensors.
   *
   * @throws org.zeuxis.InvalidInputException where the data cannot be read
   * @throws IllegalStateException after {@link #close()}, or where reading failed for another
   *     reason
   */
  public Batch next() {
    if (closed) {
      throw new IllegalStateException("Loader.next(): the loader is closed");
    }
    Prefetcher.Buffer buffer = prefetcher.take();
    Batch batch = new Batch(
        Tensor.of(buffer.values, batchShape),
        Tensor.of(buffer.labels, batchSize),
        source == null ? null : source.next());
    prefetcher.recycle(buffer);
    position += batchSize;
    return batch;
  }

  /** Samples handed out so far, not those read ahead: all that a checkpoint needs. */
  public long position() {
    return position;
  }

  /** Stops the thread that reads ahead; the batches handed out stay valid. */
  @Override
  public void close() {
    closed = true;
    prefetcher.close();
    if (source != null) {
      source.close();
    }
  }
}
