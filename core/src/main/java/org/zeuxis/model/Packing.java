package org.zeuxis.model;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;

/**
 * Packing (PacGAN, Lin et al. 2018, arXiv:1712.04086, section 3): the discriminator judges m
 * samples together, joined by channels, and so sees when they are all alike.
 */
public final class Packing {
  private Packing() {}

  /**
   * A discriminator of packs.
   *
   * @param size m, at least 1
   * @param body takes samples of m times as many channels, or numbers for points
   */
  public static Discriminator discriminator(int size, Discriminator body) {
    return size == 1 ? body : new Packed(size, body);
  }

  private static final class Packed extends Discriminator {
    private final int size;
    private final Discriminator body;

    Packed(int size, Discriminator body) {
      this.size = size;
      this.body = child("body", body);
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return body.forward(packed(x), labels);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return body.features(packed(x), labels);
    }

    @Override
    public int pack() {
      return size;
    }

    /** {@code [N,C,…]} → {@code [N/m,mC,…]}. */
    private Tensor packed(Tensor x) {
      long[] shape = x.shape();
      if (shape[0] % size != 0) {
        throw new IllegalArgumentException("Discriminator.forward(x): expected a multiple of "
            + size + " samples, which it judges together, got "
            + Arrays.toString(shape).replace(" ", ""));
      }
      shape[0] /= size;
      shape[1] *= size;
      return x.reshape(shape);
    }
  }
}
