package org.zeuxis.game;

import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Tensor;

/** How different images look to a network that does not learn while others play. */
@FunctionalInterface
public interface Perception extends AutoCloseable {
  /** Sees no difference. */
  Perception NONE = (made, truth) -> Tensor.scalar(0);

  /**
   * The distance of images to those that they should be, as a loss: a gradient goes to the first.
   *
   * @param made {@code [N,C,H,W]} in [-1,1], or beyond by what linear colours leave it
   * @param truth of the same shape; no gradient goes to it
   * @return {@code []}, the mean over the images
   */
  Tensor distance(Tensor made, Tensor truth);

  /** Learns to see, as {@link Prepares#prepare}. */
  default void prepare(Dataset data, ProgressListener progress) {}

  @Override
  default void close() {}
}
