package org.zeuxis.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.zeuxis.InvalidInputException;

/**
 * Fills the next few batches in the background: one daemon thread, plain arrays, used again and
 * again. The order of the samples is the sampler's, whatever the timing.
 */
final class Prefetcher implements AutoCloseable {
  /** One to train on, one ready, one being filled. */
  private static final int BUFFERS = 3;

  /** A batch in plain Java. */
  static final class Buffer {
    final float[] values;
    final long[] labels;
    private Throwable failure;

    private Buffer(int batchSize, int sampleLength) {
      values = new float[Math.multiplyExact(batchSize, sampleLength)];
      labels = new long[batchSize];
    }
  }

  private final Filler filler;
  private final Thread thread;
  private final BlockingQueue<Buffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Buffer> ready = new ArrayBlockingQueue<>(BUFFERS);
  private Throwable failure;

  Prefetcher(Dataset data, Sampler sampler, int batchSize, Views views, long position) {
    filler = new Filler(data, sampler, views, position);
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new Buffer(batchSize, filler.sampleLength));
    }
    thread = new Thread(this::fill, "zeuxis-loader");
    thread.setDaemon(true);
    thread.start();
  }

  private void fill() {
    try {
      while (true) {
        Buffer buffer = free.take();
        filler.fill(buffer);
        ready.put(buffer);
        if (buffer.failure != null) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /**
   * The next batch, to be given back by {@link #recycle}; throws what reading it threw, now and
   * ever after.
   */
  Buffer take() {
    if (failure == null) {
      Buffer buffer = await();
      if (buffer.failure == null) {
        return buffer;
      }
      failure = buffer.failure;
    }
    throw failure instanceof InvalidInputException
        ? new InvalidInputException(failure.getMessage(), failure)
        : new IllegalStateException("Loader: reading the data failed: " + failure, failure);
  }

  private Buffer await() {
    try {
      return ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Loader: interrupted while waiting for a batch", e);
    }
  }

  void recycle(Buffer buffer) {
    free.add(buffer);
  }

  /** Stops the thread and waits until it has ended. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads sample after sample; belongs to the thread alone. */
  private static final class Filler {
    private final Dataset data;
    private final Sampler sampler;
    private final boolean flip;
    private final Jitter jitter; // null for none
    private final int sampleLength;
    private long position;

    Filler(Dataset data, Sampler sampler, Views views, long position) {
      this.data = data;
      this.sampler = sampler;
      this.flip = views.flip();
      jitter = views.jitter() > 0 && data.isImages()
          ? new Jitter(data.sampleShape(), views.jitter())
          : null;
      this.position = position;
      long length = 1;
      for (long side : data.sampleShape()) {
        length *= side;
      }
      sampleLength = Math.toIntExact(length);
    }

    void fill(Buffer buffer) {
      try {
        for (int i = 0; i < buffer.labels.length; i++) {
          int index = sampler.index(position);
          long chance = sampler.chance(position);
          data.read(index, flip && chance < 0, buffer.values, i * sampleLength);
          if (jitter != null) {
            jitter.apply(buffer.values, i * sampleLength, chance);
          }
          buffer.labels[i] = data.label(index);
          position++;
        }
      } catch (RuntimeException | Error e) {
        buffer.failure = e;
      }
    }
  }
}
