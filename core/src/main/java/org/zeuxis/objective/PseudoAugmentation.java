package org.zeuxis.objective;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Adaptive pseudo augmentation (Jiang et al. 2021, arXiv:2111.06849, section 3): a D that overfits
 * is deceived with generated images that it is told are real. {@link OverfittingControl} finds the
 * probability.
 */
public final class PseudoAugmentation {
  private PseudoAugmentation() {}

  /**
   * Replaces each real sample by the generated one at its place with probability p.
   *
   * @param real {@code [N,…]}
   * @param fake of the same shape; gradients pass to them
   * @param p in [0,1]; at 0 the real samples come back and nothing is drawn
   * @return the same shape, each sample bit for bit one of the two
   * @throws IllegalArgumentException for another probability, or shapes that differ
   */
  public static Tensor mix(Tensor real, Tensor fake, double p, Rng rng) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("PseudoAugmentation.mix: p must be in [0,1], got " + p);
    }
    if (!Arrays.equals(real.shape(), fake.shape())) {
      throw new IllegalArgumentException(
          "PseudoAugmentation.mix: expected real and fake of one shape, got "
              + Arrays.toString(real.shape()) + " and " + Arrays.toString(fake.shape()));
    }
    if (p == 0) {
      return real;
    }
    boolean[] replaced = new Draws(rng, real.size(0)).chosen(p);
    long[] sources = new long[replaced.length];
    Arrays.setAll(sources, i -> replaced[i] ? replaced.length + i : i);
    Tensor chosen = Tensor.of(sources, sources.length).to(real.device());
    return Tensor.cat(List.of(real, fake), 0).indexSelect(0, chosen);
  }
}
