package org.zeuxis.nn;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;

/**
 * The last step of a sub-pixel convolution (Shi et al. 2016, arXiv:1609.05158, equation 4): each
 * pixel's r² channels become r×r pixels, {@code y[c][rh+i][rw+j] = x[r²c+ri+j][h][w]}, which is
 * PyTorch's order of channels. {@code [N,r²C,H,W]} → {@code [N,C,rH,rW]}. Nothing learns.
 */
public final class PixelShuffle extends Layer {
  private final long factor;

  /**
   * A layer that enlarges.
   *
   * @param factor r, at least 1
   */
  public PixelShuffle(int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("PixelShuffle: factor must be >= 1, got " + factor);
    }
    this.factor = factor;
  }

  @Override
  public Tensor forward(Tensor x) {
    long[] s = x.shape();
    if (s.length != 4 || s[1] % (factor * factor) != 0) {
      throw new IllegalArgumentException("PixelShuffle.forward(x): expected [N,C,H,W] with C a"
          + " multiple of " + factor * factor + ", got " + Arrays.toString(s).replace(" ", ""));
    }
    long channels = s[1] / (factor * factor);
    return x.reshape(s[0], channels, factor, factor, s[2], s[3])
        .permute(0, 1, 4, 2, 5, 3)
        .reshape(s[0], channels, factor * s[2], factor * s[3]);
  }
}
