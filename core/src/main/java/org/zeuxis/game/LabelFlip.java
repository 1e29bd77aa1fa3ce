package org.zeuxis.game;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.objective.AdversarialLoss;

/**
 * Noisy labels: in the discriminator's turn each real sample changes places with a generated one
 * with a probability, so that both have the wrong label (Chintala et al. 2016, "How to train a
 * GAN", NIPS workshop, tip 6). Works with every loss.
 *
 * @param probability in [0,0.5)
 */
public record LabelFlip(double probability, Rng rng) {
  public LabelFlip {
    if (!(probability >= 0 && probability < 0.5)) {
      throw new IllegalArgumentException("labelFlip must be in [0,0.5), got " + probability);
    }
  }

  Tensor loss(AdversarialLoss loss, Tensor onReal, Tensor onFake, double realTarget) {
    if (probability == 0) {
      return loss.discriminator(onReal, onFake, realTarget);
    }
    Tensor wrong = rng.bernoulli(probability, onReal.shape()).to(onReal.device());
    Tensor change = onFake.minus(onReal).times(wrong);
    return loss.discriminator(onReal.plus(change), onFake.minus(change), realTarget);
  }
}
