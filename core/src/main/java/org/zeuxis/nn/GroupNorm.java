package org.zeuxis.nn;

import java.util.Arrays;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Group normalisation (arXiv:1803.08494). {@code [N,C,...]} → the same; C is a multiple of the
 * groups.
 */
public final class GroupNorm extends Layer {
  private static final double EPSILON = 1e-5; // PyTorch's default

  private final long groups;
  private final long channels;
  private final Tensor weight;
  private final Tensor bias;

  public GroupNorm(long groups, long channels, Init init) {
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm: channels must be a multiple of groups, got " + channels + " and " + groups);
    }
    this.groups = groups;
    this.channels = channels;
    weight = parameter("weight", init.scale(channels));
    bias = parameter("bias", Tensor.zeros(channels));
  }

  @Override
  public Tensor forward(Tensor x) {
    long[] shape = x.shape();
    if (shape.length < 2 || shape[1] != channels) {
      throw new IllegalArgumentException("GroupNorm.forward(x): expected [N,C,...] = [*," + channels
          + ",...], got " + Arrays.toString(shape).replace(" ", ""));
    }
    if (x.count() == shape[0] * groups && shape[0] > 0) {
      throw new IllegalArgumentException("GroupNorm.forward(x): expected more than one value in"
          + " each of " + groups + " groups, got " + Arrays.toString(shape).replace(" ", ""));
    }
    return Functional.groupNorm(x, groups, weight, bias, EPSILON);
  }
}
