package org.zeuxis.game;

import java.util.Locale;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Where the generator's input comes from.
 *
 * @param size numbers a vector has
 */
public record Latent(int size, Distribution distribution) {
  /** Of each number by itself. */
  public enum Distribution {
    /** N(0,1). */
    NORMAL,
    /** U(-1,1), as in DCGAN's section 4. */
    UNIFORM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Latent {
    if (size < 1) {
      throw new IllegalArgumentException("latent.size: expected >= 1, got " + size);
    }
  }

  /** New vectors, {@code [count,size]}. */
  public Tensor sample(Rng rng, int count) {
    return distribution == Distribution.NORMAL
        ? rng.normal(count, size)
        : rng.uniform(-1, 1, count, size);
  }
}
