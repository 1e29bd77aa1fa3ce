package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.List;
import org.zeuxis.engine.Tensor;

/**
 * Minibatch standard deviation (Karras et al. 2017, arXiv:1710.10196, section 3): one more channel,
 * constant over pixels, with the deviation between samples averaged over channels and pixels, so
 * that a discriminator sees when samples are all alike. {@code [N,C,H,W]} → {@code [N,C+1,H,W]}.
 *
 * <p>As in the authors' code: of groups of samples, those N/size apart, or of the whole batch where
 * the size does not divide N; the variance is by n.
 */
public final class MinibatchStd extends Layer {
  private static final long AUTHORS_GROUP = 4; // the authors' code

  /** The authors' code; it also keeps the root differentiable where samples are equal. */
  private static final double EPSILON = 1e-8;

  private final long groupSize;

  public MinibatchStd() {
    this(AUTHORS_GROUP);
  }

  public MinibatchStd(long groupSize) {
    if (groupSize < 1) {
      throw new IllegalArgumentException("MinibatchStd: groupSize must be >= 1, got " + groupSize);
    }
    this.groupSize = groupSize;
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("MinibatchStd.forward(x)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    long n = x.size(0);
    long height = x.size(2);
    long width = x.size(3);
    long size = n % groupSize == 0 ? groupSize : n;
    long groups = n / size;
    Tensor y = x.reshape(size, groups, x.size(1), height, width);
    Tensor variance = y.minus(y.mean(0).unsqueeze(0)).square().mean(0);
    Tensor deviation = variance.plus(EPSILON).sqrt().mean(1, 2, 3);
    Tensor channel = deviation
        .reshape(1, groups, 1, 1, 1)
        .expand(size, groups, 1, height, width)
        .reshape(n, 1, height, width);
    return Tensor.cat(List.of(x, channel), 1);
  }
}
