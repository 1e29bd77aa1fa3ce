package org.zeuxis.engine;

import java.util.function.Consumer;
import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.InterpolateMode;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.kBicubic;
import org.bytedeco.pytorch.kBilinear;

/**
 * The operations of networks as pure functions. A bias, weight or statistic that is absent is
 * {@code null}.
 */
public final class Functional {
  private Functional() {}

  /**
   * Cross-correlation. {@code x [N,in,H,W], weight [out,in,k,k], bias [out]} →
   * {@code [N,out,H',W']}, H' = (H+2p-k)/s+1.
   */
  public static Tensor conv2d(Tensor x, Tensor weight, Tensor bias, long stride, long padding) {
    return conv2d(x, weight, bias, stride, padding, 1);
  }

  /**
   * Grouped cross-correlation: each of the {@code groups} parts of the output's channels sees its
   * part of the input's. {@code x [N,in,H,W], weight [out,in/groups,k,k], bias [out]} →
   * {@code [N,out,H',W']}, H' = (H+2p-k)/s+1.
   */
  public static Tensor conv2d(
      Tensor x, Tensor weight, Tensor bias, long stride, long padding, long groups) {
    return multiplied(
        x,
        weight,
        bias,
        (a, w, b) -> torch.conv2d(a, w, b, pair(stride), pair(padding), pair(1), groups));
  }

  /**
   * Transposed convolution. {@code x [N,in,H,W], weight [in,out,k,k]} → {@code [N,out,H',W']}, H' =
   * (H-1)s-2p+k+o.
   */
  public static Tensor convTranspose2d(
      Tensor x, Tensor weight, Tensor bias, long stride, long padding, long outputPadding) {
    return multiplied(
        x,
        weight,
        bias,
        (a, w, b) -> torch.conv_transpose2d(
            a, w, b, pair(stride), pair(padding), pair(outputPadding), 1, pair(1)));
  }

  /** {@code x [*,in], weight [out,in], bias [out]} → {@code [*,out]}. */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return multiplied(x, weight, bias, torch::linear);
  }

  private interface Product {
    org.bytedeco.pytorch.Tensor of(
        org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor weight, TensorOptional bias);
  }

  /** In the {@link Precision} in use. */
  private static Tensor multiplied(Tensor x, Tensor weight, Tensor bias, Product product) {
    if (Precision.current() == Precision.FLOAT32) {
      return new Tensor(product.of(x.raw, weight.raw, optional(bias)));
    }
    return new Tensor(product
        .of(
            rounded(x),
            rounded(weight),
            bias == null ? new TensorOptional() : new TensorOptional(rounded(bias)))
        .to(ScalarType.Float));
  }

  private static org.bytedeco.pytorch.Tensor rounded(Tensor x) {
    return x.raw.to(ScalarType.BFloat16);
  }

  /**
   * Batch normalisation (Ioffe, Szegedy 2015), over all but dimension 1. In training the running
   * statistics are moved in place: {@code running = (1-momentum) running + momentum batch}.
   */
  public static Tensor batchNorm(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Tensor runningMean,
      Tensor runningVar,
      boolean training,
      double momentum,
      double eps) {
    return new Tensor(torch.batch_norm(
        x.raw,
        optional(weight),
        optional(bias),
        optional(runningMean),
        optional(runningVar),
        training,
        momentum,
        eps,
        true));
  }

  /** Layer normalisation (Ba et al. 2016) over the trailing dimensions {@code shape}. */
  public static Tensor layerNorm(Tensor x, long[] shape, Tensor weight, Tensor bias, double eps) {
    return new Tensor(torch.layer_norm(x.raw, shape, optional(weight), optional(bias), eps, true));
  }

  /** Instance normalisation (Ulyanov et al. 2016): each channel of each sample by itself. */
  public static Tensor instanceNorm(Tensor x, Tensor weight, Tensor bias, double eps) {
    return new Tensor(torch.instance_norm(
        x.raw,
        optional(weight),
        optional(bias),
        optional(null),
        optional(null),
        true,
        0.1,
        eps,
        true));
  }

  /** Group normalisation (Wu, He 2018). */
  public static Tensor groupNorm(Tensor x, long groups, Tensor weight, Tensor bias, double eps) {
    return new Tensor(torch.group_norm(x.raw, groups, optional(weight), optional(bias), eps, true));
  }

  /**
   * {@code x} where positive, {@code weight·x} elsewhere. {@code x [N,C,...], weight [C]} or
   * {@code [1]}.
   */
  public static Tensor prelu(Tensor x, Tensor weight) {
    return new Tensor(torch.prelu(x.raw, weight.raw));
  }

  /** Rows of a table. {@code weight [rows,width], indices int64 [*]} → {@code [*,width]}. */
  public static Tensor embedding(Tensor weight, Tensor indices) {
    return new Tensor(torch.embedding(weight.raw, indices.raw));
  }

  /** Nearest-neighbour resizing. {@code [N,C,H,W]} → {@code [N,C,height,width]}. */
  public static Tensor upsampleNearest(Tensor x, long height, long width) {
    return new Tensor(torch.upsample_nearest2d(x.raw, height, width));
  }

  /** Bilinear resizing, corners not aligned. {@code [N,C,H,W]} → {@code [N,C,height,width]}. */
  public static Tensor upsampleBilinear(Tensor x, long height, long width) {
    return new Tensor(torch.upsample_bilinear2d(x.raw, new long[] {height, width}, false));
  }

  /**
   * Bilinear resizing with a filter as wide as the output's pixels where it shrinks, so that
   * nothing is skipped; corners not aligned. PyTorch's {@code interpolate(mode="bilinear",
   * antialias=True)}. {@code [N,C,H,W]} → {@code [N,C,height,width]}.
   */
  public static Tensor resizeBilinear(Tensor x, long height, long width) {
    return resized(x, height, width, mode -> mode.put(new kBilinear()));
  }

  /**
   * Bicubic resizing (Keys 1981, a = -1/2) with a filter as wide as the output's pixels where it
   * shrinks, so that nothing is skipped; corners not aligned. Outside the image no pixel counts, as
   * in Pillow; MATLAB's {@code imresize}, with the same filter, mirrors the image there. Beside
   * edges the result may leave the range of {@code x}. PyTorch's {@code interpolate(mode="bicubic",
   * antialias=True)}. {@code [N,C,H,W]} → {@code [N,C,height,width]}.
   */
  public static Tensor resizeBicubic(Tensor x, long height, long width) {
    x.requireShape(
        "Functional.resizeBicubic(x)", "[N,C,H,W]", Tensor.ANY, Tensor.ANY, Tensor.ANY, Tensor.ANY);
    return resized(x, height, width, mode -> mode.put(new kBicubic()));
  }

  /** With anti-aliasing, corners not aligned. */
  private static Tensor resized(Tensor x, long height, long width, Consumer<InterpolateMode> mode) {
    try (Scope scope = new Scope()) {
      InterpolateFuncOptions options = new InterpolateFuncOptions();
      options.size().put(new LongVector(height, width));
      mode.accept(options.mode());
      options.align_corners().put(false);
      options.antialias().put(true);
      return scope.keep(new Tensor(torch.interpolate(x.raw, options)));
    }
  }

  /** What {@link #gridSample} finds outside the image. */
  public enum Outside {
    ZEROS(0),
    /** The nearest pixel of the border. */
    BORDER(1),
    /** The image mirrored at its border, again and again. */
    REFLECTION(2);

    private final long mode; // libtorch's number

    Outside(long mode) {
      this.mode = mode;
    }
  }

  /**
   * Where each pixel of an image is to be taken from, under affine maps: {@code theta [N,2,3]} maps
   * output to input positions, both in [-1,1] from left to right and from top to bottom.
   *
   * @param alignCorners whether -1 and 1 are the centres of the outermost pixels, else their edges
   * @return {@code [N,height,width,2]}, x before y
   */
  public static Tensor affineGrid(Tensor theta, long height, long width, boolean alignCorners) {
    theta.requireShape("Functional.affineGrid(theta)", "[N,2,3]", Tensor.ANY, 2, 3);
    long[] size = {theta.size(0), 1, height, width};
    return new Tensor(torch.affine_grid_generator(theta.raw, size, alignCorners));
  }

  /**
   * Bilinear interpolation at the positions of a grid, see {@link #affineGrid}. It can be
   * differentiated once, by {@code x} and by the grid; libtorch has no second derivative of it.
   * {@code x [N,C,H,W], grid [N,H',W',2]} → {@code [N,C,H',W']}.
   */
  public static Tensor gridSample(Tensor x, Tensor grid, Outside outside, boolean alignCorners) {
    long bilinear = 0; // libtorch's number
    return new Tensor(torch.grid_sampler(x.raw, grid.raw, bilinear, outside.mode, alignCorners));
  }

  /** Mean over k×k windows, k apart. {@code [N,C,H,W]} → {@code [N,C,H/k,W/k]}. */
  public static Tensor avgPool(Tensor x, long k) {
    return new Tensor(torch.avg_pool2d(x.raw, k, k));
  }

  /** Max over k×k windows, k apart. {@code [N,C,H,W]} → {@code [N,C,H/k,W/k]}. */
  public static Tensor maxPool(Tensor x, long k) {
    return new Tensor(torch.max_pool2d(x.raw, k, k));
  }

  /**
   * Adds {@code padding} pixels at each edge, mirrored at the outermost pixel, which is not
   * repeated; H and W are above {@code padding}. {@code [N,C,H,W]} → {@code [N,C,H+2p,W+2p]}.
   */
  public static Tensor reflectionPad(Tensor x, long padding) {
    return new Tensor(torch.reflection_pad2d(x.raw, padding, padding, padding, padding));
  }

  /**
   * Mean negative log-likelihood of the classes. {@code logits [N,classes], classes int64 [N]} →
   * {@code []}.
   */
  public static Tensor crossEntropy(Tensor logits, Tensor classes) {
    return new Tensor(torch.cross_entropy(logits.raw, classes.raw));
  }

  /** {@code indices int64 [N]} → {@code float32 [N,classes]}. */
  public static Tensor oneHot(Tensor indices, long classes) {
    try (Scope scope = new Scope()) {
      return scope.keep(new Tensor(torch.one_hot(indices.raw, classes).to(torch.ScalarType.Float)));
    }
  }

  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  static TensorVector vector(Iterable<Tensor> tensors) {
    TensorVector vector = new TensorVector();
    for (Tensor tensor : tensors) {
      vector.push_back(tensor.raw);
    }
    return vector;
  }

  private static TensorOptional optional(Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor.raw);
  }

  private static long[] pair(long value) {
    return new long[] {value, value};
  }
}
