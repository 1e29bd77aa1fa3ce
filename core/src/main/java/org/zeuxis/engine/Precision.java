package org.zeuxis.engine;

import java.util.Locale;

/**
 * In what convolutions and linear layers multiply. With {@link #BFLOAT16} their inputs and weights
 * are rounded to 8 bits of mantissa, and so is their result; between them, and in every stored
 * number, all is float32. Gradients of all orders go the same way. Processors with AVX-512 BF16 and
 * GPUs multiply faster so; other processors slower.
 */
public enum Precision {
  FLOAT32,
  BFLOAT16;

  private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FLOAT32);

  /** Of the calling thread; {@link #FLOAT32} unless another is in use. */
  static Precision current() {
    return CURRENT.get();
  }

  /** Multiplies in this precision on the calling thread until it is closed there. */
  public Use use() {
    Precision before = CURRENT.get();
    CURRENT.set(this);
    return () -> CURRENT.set(before);
  }

  /** Ends on closing. */
  @FunctionalInterface
  public interface Use extends AutoCloseable {
    @Override
    void close();
  }

  /** As recipes name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
