package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Tensor;

/**
 * Features of real and generated images that can be compared, on the processor, rows contiguous.
 *
 * @param real {@code [N,d]}
 * @param generated {@code [M,d]}
 */
record BothSets(Tensor real, Tensor generated) {
  /**
   * Checks what a metric of two sets is about to use.
   *
   * @param atLeast images that it needs of each
   * @throws InvalidInputException if there are fewer, a value is NaN or infinite, or the features
   *     are of different extractors
   */
  static BothSets of(String metric, Tensor real, Tensor generated, long atLeast) {
    return of(metric, real, atLeast, generated, atLeast);
  }

  /** As above, where a metric needs more images of one kind than of the other. */
  static BothSets of(
      String metric, Tensor real, long realAtLeast, Tensor generated, long generatedAtLeast) {
    Features.require(metric, "real", real, realAtLeast);
    Features.require(metric, "generated", generated, generatedAtLeast);
    requireSameWidth(metric, real.size(1), generated.size(1));
    return new BothSets(onCpu(real), onCpu(generated));
  }

  static void requireSameWidth(String metric, long real, long generated) {
    if (real != generated) {
      throw new InvalidInputException(metric + ": the features of the real images have " + real
          + " dimensions, those of the generated images " + generated
          + "; both must come from one extractor");
    }
  }

  private static Tensor onCpu(Tensor features) {
    return features.detach().to(Device.CPU).contiguous();
  }
}
