package org.zeuxis.metric;

import java.util.Arrays;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * The structural similarity at each place of two planes (Wang, Bovik, Sheikh, Simoncelli 2004,
 * equations 13 to 16): luminance, contrast and structure under a Gaussian window of 11×11 pixels, σ
 * 1.5, wherever the whole window fits.
 */
final class StructuralSimilarity {
  /** The side of the window in pixels. */
  static final int WINDOW = 11;

  private static final double SIGMA = 1.5;

  /** (0.01 L)² and (0.03 L)² of Wang et al., for pixels brought to [0,1]: L = 1. */
  private static final double C1 = 0.01 * 0.01;

  private static final double C2 = 0.03 * 0.03;

  private StructuralSimilarity() {}

  /** Each channel by itself: {@code [N,C,H,W]} → {@code [N·C,1,H,W]}. */
  static Tensor planes(Tensor images) {
    return images.reshape(images.size(0) * images.size(1), 1, images.size(2), images.size(3));
  }

  /**
   * Contrast times structure at each place, with luminance as another factor where it is wanted.
   *
   * @param x float64 {@code [N,1,H,W]} in [0,1]
   * @param y of the same shape
   * @param window its side in pixels, at most H and W; σ shrinks with it
   * @return float64 {@code [N,1,H-window+1,W-window+1]} in [-1,1]
   */
  static Tensor between(Tensor x, Tensor y, int window, boolean withLuminance) {
    Tensor meanX = blur(x, window);
    Tensor meanY = blur(y, window);
    Tensor meanXY = meanX.times(meanY);
    Tensor meanSquares = meanX.square().plus(meanY.square());
    Tensor covariance = blur(x.times(y), window).minus(meanXY);
    Tensor variances = blur(x.square().plus(y.square()), window).minus(meanSquares);
    Tensor structure = covariance.times(2).plus(C2).dividedBy(variances.plus(C2));
    return withLuminance
        ? structure.times(meanXY.times(2).plus(C1).dividedBy(meanSquares.plus(C1)))
        : structure;
  }

  /** The Gaussian mean around each place where the whole window fits. */
  private static Tensor blur(Tensor planes, int window) {
    double sigma = SIGMA * window / WINDOW;
    double[] bell = new double[window];
    Arrays.setAll(bell, i -> {
      double distance = (i - (window - 1) / 2.0) / sigma;
      return Math.exp(-distance * distance / 2);
    });
    double sum = Arrays.stream(bell).sum();
    Arrays.setAll(bell, i -> bell[i] / sum);
    Tensor column = Tensor.of(bell, 1, 1, window, 1).to(planes.device());
    Tensor row = Tensor.of(bell, 1, 1, 1, window).to(planes.device());
    return Functional.conv2d(Functional.conv2d(planes, column, null, 1, 0), row, null, 1, 0);
  }
}
