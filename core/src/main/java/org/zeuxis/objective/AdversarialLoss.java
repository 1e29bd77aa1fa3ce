package org.zeuxis.objective;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.zeuxis.engine.Tensor;

/**
 * The two players' losses as functions of the discriminator's <b>logits</b>: D(x) = sigmoid(logit)
 * where a probability is meant. Logits have any shape, mostly {@code [N]}; results are scalars,
 * means over the elements.
 */
public interface AdversarialLoss {
  /**
   * What the discriminator minimises.
   *
   * @param real logits of real samples
   * @param fake logits of generated ones
   * @param realTarget target for real samples where the loss has targets; 1, or less with one-sided
   *     label smoothing (arXiv:1606.03498, section 3.4)
   */
  Tensor discriminator(Tensor real, Tensor fake, double realTarget);

  /**
   * What the generator minimises.
   *
   * @param real logits of real samples, asked for only by losses that compare them with
   *     {@code fake}
   * @param fake logits of generated samples
   */
  Tensor generator(Supplier<Tensor> real, Tensor fake);

  /** Whether the generator's loss compares generated samples with real ones. */
  default boolean isRelativistic() {
    return false;
  }

  /**
   * The logit at which a sample is as likely real as generated; none where only differences count.
   */
  default OptionalDouble boundary() {
    return OptionalDouble.of(0);
  }

  /** Whether {@code realTarget} has a meaning: it has none for critics. */
  default boolean hasTargets() {
    return true;
  }
}
