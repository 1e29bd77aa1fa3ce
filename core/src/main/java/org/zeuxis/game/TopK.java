package org.zeuxis.game;

import org.zeuxis.engine.Tensor;

/**
 * Top-k training of the generator (Sinha et al. 2020, arXiv:2002.06224, section 3): it learns only
 * from the k samples of a minibatch that the discriminator finds most real. k begins at all of them
 * and is multiplied by γ again and again until it is a share ν.
 *
 * @param share ν in (0,1]; 1 turns it off
 * @param decay γ in (0,1)
 * @param every iterations from one decay to the next; the paper: an epoch
 */
public record TopK(double share, double decay, long every) {
  /** All samples count. */
  public static final TopK OFF = new TopK(1, 0.99, 1);

  public TopK {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("topK: expected a share in (0,1], got " + share);
    }
    if (!(decay > 0 && decay < 1) || every < 1) {
      throw new IllegalArgumentException(
          "topK: expected a decay in (0,1) and every >= 1, got " + decay + " and " + every);
    }
  }

  /** The logits that count, {@code [N]} → {@code [k]}. */
  Tensor of(Tensor logits, long iteration) {
    double now = Math.max(share, Math.pow(decay, (double) Math.floorDiv(iteration, every)));
    long k = Math.max(1, (long) (now * logits.size(0)));
    return k == logits.size(0) ? logits : logits.largest(k);
  }
}
