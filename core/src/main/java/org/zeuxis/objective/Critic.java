package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;

/** The discriminator as objectives see it: a function of samples. */
public interface Critic {
  /**
   * Judges samples.
   *
   * @param x {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
   * @param labels classes, {@code int64 [N]}; networks without classes do not look at them
   * @return logits, large for real: {@code [N]}, or {@code [N/m]} of packs of m samples
   */
  Tensor forward(Tensor x, Tensor labels);

  /** What the last layer is given of the same samples, {@code [N,F]} ({@code [N/m,F]} of packs). */
  Tensor features(Tensor x, Tensor labels);

  /** How many samples it judges together, m: 1 but for those of packs. */
  default int pack() {
    return 1;
  }
}
