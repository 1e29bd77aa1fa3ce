package org.zeuxis.objective;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * A random change of images that gradients pass through, so that D can be shown changed images only
 * and G still learns (arXiv:2006.10738, section 3.2; arXiv:2006.06676, section 2.1).
 */
@FunctionalInterface
public interface Augmentation {
  /**
   * Changes each image by itself.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], C at least 1
   * @param p each operation's probability per image, in [0,1]; at 0 the images come back as they
   *     are and nothing is drawn
   * @return the same shape; values may lie outside [-1,1]
   * @throws IllegalArgumentException for another shape or probability
   */
  Tensor apply(Tensor images, double p, Rng rng);
}
