package org.zeuxis.nn;

import java.util.List;
import java.util.Locale;

/**
 * Normalisations of a layer's output, {@code [N,C]} or {@code [N,C,H,W]}. A critic under a gradient
 * penalty needs one that keeps samples apart, such as {@link #LAYER} (arXiv:1704.00028, section 4).
 */
public enum Norm {
  /** None: the input itself. */
  NONE(true) {
    @Override
    public Layer create(long channels, Init init) {
      return new Identity();
    }
  },

  /** {@link BatchNorm}. */
  BATCH(false) {
    @Override
    public Layer create(long channels, Init init) {
      return new BatchNorm(channels, init);
    }
  },

  /**
   * Layer normalisation over all of a sample, with scale and shift for each channel, as the authors
   * of WGAN-GP have it: {@link GroupNorm} with one group.
   */
  LAYER(false) {
    @Override
    public Layer create(long channels, Init init) {
      return new GroupNorm(1, channels, init);
    }
  },

  /** {@link InstanceNorm}. Of {@code [N,C,H,W]} only: a number alone has no variance. */
  INSTANCE(false) {
    @Override
    public Layer create(long channels, Init init) {
      return new InstanceNorm(channels, init);
    }
  },

  /**
   * {@link InstanceNorm} that learns neither scale nor shift, as CycleGAN's authors have it. A bias
   * before it would be taken away again.
   */
  INSTANCE_PLAIN(false) {
    @Override
    public Layer create(long channels, Init init) {
      return new InstanceNorm(channels);
    }
  },

  /**
   * {@link GroupNorm} with 32 groups (Wu, He 2018, arXiv:1803.08494, section 4), or the largest
   * divisor of the channels below. Up to 32 channels this makes each channel a group of its own,
   * which needs {@code [N,C,H,W]}.
   */
  GROUP(false) {
    @Override
    public Layer create(long channels, Init init) {
      long groups = Math.min(32, channels);
      while (channels % groups != 0) {
        groups--;
      }
      return new GroupNorm(groups, channels, init);
    }
  },

  /** {@link PixelNorm}. */
  PIXEL(true) {
    @Override
    public Layer create(long channels, Init init) {
      return new PixelNorm();
    }
  },

  /** {@link VirtualBatchNorm}; see {@link ReferenceBatch}. */
  VIRTUAL_BATCH(false) {
    @Override
    public Layer create(long channels, Init init) {
      return new VirtualBatchNorm(channels, init);
    }
  };

  private final boolean needsBias;

  Norm(boolean needsBias) {
    this.needsBias = needsBias;
  }

  /** A new layer for inputs of so many channels. */
  public abstract Layer create(long channels, Init init);

  /** Puts a new layer behind others; none for {@link #NONE}. */
  public final void append(List<Layer> layers, long channels, Init init) {
    if (this != NONE) {
      layers.add(create(channels, init));
    }
  }

  /** Whether a layer before it needs a bias: not where it shifts or centres each channel. */
  public final boolean needsBias() {
    return needsBias;
  }

  /** The name in recipes: {@code virtual-batch}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
