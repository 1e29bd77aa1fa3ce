package org.zeuxis.model;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;

/** A network that tells real samples from generated ones. It ends in logits, never in a sigmoid. */
public abstract class Discriminator extends Module {
  /**
   * Judges samples.
   *
   * @param x {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
   * @param labels classes, {@code int64 [N]}; networks without classes do not look at them
   * @return logits {@code [N]}, large for real
   */
  public abstract Tensor forward(Tensor x, Tensor labels);

  /**
   * What the last layer is given, flattened: the features that feature matching compares (Salimans
   * et al. 2016, arXiv:1606.03498, section 3.1).
   *
   * @param x as in {@link #forward}
   * @param labels as in {@link #forward}
   * @return {@code [N,F]}
   */
  public abstract Tensor features(Tensor x, Tensor labels);
}
