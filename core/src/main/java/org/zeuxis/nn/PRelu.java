package org.zeuxis.nn;

import java.util.Arrays;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * PReLU (He et al. 2015, arXiv:1502.01852, equation 1): {@code x} where positive, {@code a·x}
 * elsewhere, and a learns. {@code [N,C,...]} → the same.
 */
public final class PRelu extends Layer {
  private static final double INITIAL = 0.25; // section 2.1

  private final long channels;
  private final Tensor weight;

  /** As the paper begins: a = 0.25. */
  public PRelu(long channels) {
    this(channels, INITIAL);
  }

  /**
   * A layer whose a begins elsewhere.
   *
   * @param channels as many as the input has, for an a each, or 1 for one a that all share
   * @param initial where a begins
   */
  public PRelu(long channels, double initial) {
    if (channels < 1) {
      throw new IllegalArgumentException("PRelu: channels must be >= 1, got " + channels);
    }
    this.channels = channels;
    weight = parameter("weight", Tensor.full(initial, channels));
  }

  @Override
  public Tensor forward(Tensor x) {
    long[] shape = x.shape();
    if (channels > 1 && (shape.length < 2 || shape[1] != channels)) {
      throw new IllegalArgumentException("PRelu.forward(x): expected [N,C,...] = [*," + channels
          + ",...], got " + Arrays.toString(shape).replace(" ", ""));
    }
    return Functional.prelu(x, weight);
  }
}
