package org.zeuxis.nn;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;

/**
 * Pixelwise feature vector normalisation (Karras et al. 2017, arXiv:1710.10196, section 4.2): each
 * pixel's channels divided by their root mean square. {@code [N,C,...]} → the same. Nothing learns.
 */
public final class PixelNorm extends Layer {
  private static final double EPSILON = 1e-8; // section 4.2

  @Override
  public Tensor forward(Tensor x) {
    long[] pixels = x.shape();
    if (pixels.length < 2) {
      throw new IllegalArgumentException("PixelNorm.forward(x): expected [N,C,...], got "
          + Arrays.toString(pixels).replace(" ", ""));
    }
    pixels[1] = 1;
    Tensor meanSquare = x.square().mean(1).reshape(pixels);
    return x.dividedBy(meanSquare.plus(EPSILON).sqrt());
  }
}
