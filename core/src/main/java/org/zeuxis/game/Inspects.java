package org.zeuxis.game;

import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/** The ability to tell how the contest stands without taking part in it. */
public interface Inspects {
  /**
   * Numbers about both players, such as {@code d.real}. Whatever the training depends on is as
   * before afterwards, bit for bit: weights, running statistics, random streams.
   *
   * @param rng that latent vectors are drawn from
   */
  Map<String, Double> inspect(Batch batch, Rng rng);

  /**
   * The discriminator's logits of samples, without a trace, as {@link #inspect}.
   *
   * @return {@code [N]}, or less where it judges several samples together
   */
  Tensor judge(Batch batch);
}
