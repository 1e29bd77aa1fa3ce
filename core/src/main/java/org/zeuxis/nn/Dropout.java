package org.zeuxis.nn;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Dropout (Srivastava et al. 2014): in training each element is zeroed with a probability and the
 * rest scaled up, so that the mean stays. Draws from the given stream, so that a resumed run drops
 * the same elements.
 */
public final class Dropout extends Layer {
  private final double probability;
  private final Rng rng;

  public Dropout(double probability, Rng rng) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "Dropout: probability must be in [0,1), got " + probability);
    }
    this.probability = probability;
    this.rng = rng;
  }

  /** All there is of it in a network. */
  public static List<Dropout> in(Module network) {
    List<Dropout> all = new ArrayList<>();
    network.eachModule((name, module) -> {
      if (module instanceof Dropout dropout) {
        all.add(dropout);
      }
    });
    return all;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (!isTraining() || probability == 0) {
      return x;
    }
    Tensor kept = rng.bernoulli(1 - probability, x.shape());
    return x.times(kept.timesInPlace(1 / (1 - probability)).to(x.device()));
  }
}
