package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.function.BinaryOperator;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Doubles or halves an image with the filter [1,3,3,1] along both axes, the interpolation of R3GAN
 * (arXiv:2501.05441) and StyleGAN2: bilinear, with zeros around the image. Doubling is four times
 * the transpose of halving, so neither aliases more than the other. Nothing learns.
 */
public final class BilinearResample extends Layer {
  private static final float[] FILTER = {1, 3, 3, 1};

  private final String name;
  private final BinaryOperator<Tensor> resampling;

  private BilinearResample(String name, BinaryOperator<Tensor> resampling) {
    this.name = name;
    this.resampling = resampling;
  }

  /** {@code [N,C,H,W]} → {@code [N,C,2H,2W]}. */
  public static BilinearResample up() {
    return new BilinearResample(
        "up", (x, filter) -> Functional.convTranspose2d(x, filter.times(4), null, 2, 1, 0));
  }

  /** {@code [N,C,H,W]} → {@code [N,C,⌊H/2⌋,⌊W/2⌋]}, H and W at least 2. */
  public static BilinearResample down() {
    return new BilinearResample("down", (x, filter) -> Functional.conv2d(x, filter, null, 2, 1));
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("BilinearResample." + name + "(x)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    Tensor planes = x.reshape(x.size(0) * x.size(1), 1, x.size(2), x.size(3));
    Tensor y = resampling.apply(planes, filter().to(x.device()));
    return y.reshape(x.size(0), x.size(1), y.size(2), y.size(3));
  }

  /** {@code [1,1,4,4]}, with the sum 1. */
  private static Tensor filter() {
    Tensor row = Tensor.of(FILTER, 4).dividedBy(8);
    return row.unsqueeze(1).times(row).reshape(1, 1, FILTER.length, FILTER.length);
  }
}
