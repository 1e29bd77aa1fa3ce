package org.zeuxis.nn;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Group normalisation (arXiv:1803.08494). {@code [N,C,...]} → the same; C is a multiple of the
 * groups.
 */
public final class GroupNorm extends Layer {
  private static final double EPSILON = 1e-5; // PyTorch's default

  private final long groups;
  private final Tensor weight;
  private final Tensor bias;

  public GroupNorm(long groups, long channels, Init init) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm: channels must be a multiple of groups, got " + channels + " and " + groups);
    }
    this.groups = groups;
    weight = parameter("weight", init.scale(channels));
    bias = parameter("bias", Tensor.zeros(channels));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.groupNorm(x, groups, weight, bias, EPSILON);
  }
}
