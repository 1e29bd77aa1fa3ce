package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Residual;
import org.zeuxis.nn.Resize;
import org.zeuxis.nn.Sequential;
import org.zeuxis.nn.Upsample;

/**
 * The networks of R3GAN (Huang, Gokaslan, Kuleshov, Tompkin 2024, arXiv:2501.05441, section 3 and
 * the authors' code): residual, without any normalisation, both alike. A stage is a resampling and
 * residual blocks; sides are DCGAN's, 28 gives 7, 14, 28. A block is 1×1, grouped 3×3 on twice the
 * channels, 1×1, with LeakyReLU between them. The generator begins with a learned map for each
 * channel, times a linear function of z; the discriminator ends with the like.
 *
 * <p>Weights begin as the given initialiser draws them, the authors' being {@link Init#fanIn}; a
 * block's are scaled by LeakyReLU's gain and by {@code L^(-1/(2m-2))}, for L blocks of m
 * convolutions, and the last of a block is zero (Fix-up, arXiv:1901.09321, as section 3.5 has it).
 *
 * <p>Resampling is bilinear, down over 2×2 pixels; the authors' filter has one pixel more. A light
 * form is for a processor's two cores: it has no blocks at the image's own side, where most of the
 * time goes: the discriminator begins with a convolution of stride 2, the generator ends with a
 * transposed one. Its generator begins with a linear layer in place of the learned maps, and both
 * have a LeakyReLU before their last layers.
 *
 * <p>The generator's colours are linear, as the paper's, so they can leave [-1,1]: with a tanh both
 * players' gradients vanish early.
 *
 * @param channels of the image, 1 or 3
 * @param size of the image, 8 to 128
 * @param features channels at the image's side; they double from stage to stage
 * @param maxFeatures where the doubling ends (the paper: all stages have 768 of 768)
 * @param blocks residual blocks of each stage (the paper: 2)
 * @param groupWidth channels of one group of the 3×3 convolution (the paper: 16); 0 for plain
 *     blocks, LeakyReLU and 3×3 twice, on as many channels as the stage's
 * @param light whether it is the light form
 */
public record R3gan(
    int channels,
    int size,
    int features,
    int maxFeatures,
    int blocks,
    int groupWidth,
    boolean light) {
  private static final int SMALLEST = 7; // as Dcgan
  private static final int EXPANSION = 2; // the authors' configurations
  private static final double SLOPE = 0.2; // the authors' code

  /** He's for this LeakyReLU (arXiv:1502.01852, equation 15). */
  private static final double GAIN = Math.sqrt(2 / (1 + SLOPE * SLOPE));

  public R3gan {
    require(channels >= 1, "channels must be >= 1", channels);
    require(size >= 8 && size <= 128, "size must be in 8..128", size);
    require(features >= 1, "features must be >= 1", features);
    require(maxFeatures >= features, "maxFeatures must be >= features", maxFeatures);
    require(blocks >= 1, "blocks must be >= 1", blocks);
    require(groupWidth >= 0, "groupWidth must be >= 0", groupWidth);
    for (int width : new int[] {features, maxFeatures}) {
      require(
          groupWidth == 0 || EXPANSION * width % groupWidth == 0,
          "groupWidth must divide " + EXPANSION + " x " + width + " channels",
          groupWidth);
    }
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("r3gan: " + expected + ", got " + got);
    }
  }

  /** From the smallest map to the image. */
  private List<Integer> sides() {
    return Sides.upTo(size, SMALLEST);
  }

  /** Channels of the map that is {@code steps} halvings away from the image. */
  private int width(int steps) {
    return (int) Math.min(maxFeatures, (long) features << steps);
  }

  /** L: the residual blocks of one network. */
  private int allBlocks() {
    return blocks * (light ? sides().size() - 1 : sides().size());
  }

  /** {@code z [N,latent]} → {@code [N,channels,size,size]}. */
  public Generator generator(int latent, Init init) {
    List<Integer> sides = sides();
    int steps = sides.size() - 1;
    List<Layer> layers = new ArrayList<>();
    addBeginning(layers, latent, width(steps), sides.get(0), init);
    addBlocks(layers, width(steps), init);
    for (int i = 1; i <= (light ? steps - 1 : steps); i++) {
      addChannels(layers, width(steps - i + 1), width(steps - i), init);
      layers.add(new Resize(sides.get(i - 1), sides.get(i), Upsample.Mode.BILINEAR));
      addBlocks(layers, width(steps - i), init);
    }
    if (light) {
      layers.add(Activation.leakyRelu(SLOPE));
      layers.add(new ConvTranspose2d(width(1), channels, window(), 2, 1, true, init));
    } else {
      layers.add(new Conv2d(features, channels, 1, 1, 0, false, init));
    }
    return new LayerGenerator(latent, new Sequential(layers));
  }

  /** The window that leads from half of the image's side to it and back, as Dcgan's. */
  private int window() {
    return size % 2 == 0 ? 4 : 3;
  }

  private void addBeginning(List<Layer> layers, int latent, int width, int side, Init init) {
    if (light) {
      layers.add(new Linear(latent, (long) width * side * side, true, init));
      layers.add(new Reshape(width, side, side));
    } else {
      layers.add(new GenerativeBasis(latent, width, side, init));
    }
  }

  /** {@code x [N,inputs,size,size]} → logits. */
  public Discriminator discriminator(int inputs, Init init) {
    List<Integer> sides = sides();
    int steps = sides.size() - 1;
    int first = light ? 1 : 0;
    List<Layer> layers = new ArrayList<>();
    layers.add(
        light
            ? new Conv2d(inputs, width(1), window(), 2, 1, true, init)
            : new Conv2d(inputs, features, 1, 1, 0, false, init));
    addBlocks(layers, width(first), init);
    for (int i = first + 1; i <= steps; i++) {
      int from = sides.get(steps - i + 1);
      layers.add(new Resize(from, sides.get(steps - i), Upsample.Mode.BILINEAR));
      addChannels(layers, width(i - 1), width(i), init);
      addBlocks(layers, width(i), init);
    }
    if (light) {
      layers.add(Activation.leakyRelu(SLOPE));
    }
    layers.add(new DiscriminativeBasis(width(steps), sides.get(0), init));
    layers.add(new Linear(width(steps), 1, false, init));
    return new LayerDiscriminator(new long[] {inputs, size, size}, new Sequential(layers));
  }

  /** A 1×1 convolution where the number of channels changes. */
  private static void addChannels(List<Layer> layers, int in, int out, Init init) {
    if (in != out) {
      layers.add(new Conv2d(in, out, 1, 1, 0, false, init));
    }
  }

  private void addBlocks(List<Layer> layers, int width, Init init) {
    for (int i = 0; i < blocks; i++) {
      layers.add(new Residual(groupWidth == 0 ? plain(width, init) : bottleneck(width, init)));
    }
  }

  private Layer bottleneck(int width, Init init) {
    Init scaled = scaled(3, init);
    int inner = EXPANSION * width;
    return new Sequential(
        new Conv2d(width, inner, 1, 1, 0, true, scaled),
        Activation.leakyRelu(SLOPE),
        new Conv2d(inner, inner, 3, 1, 1, inner / groupWidth, true, scaled),
        Activation.leakyRelu(SLOPE),
        new Conv2d(inner, width, 1, 1, 0, false, new ScaledInit(init, 0)));
  }

  private Layer plain(int width, Init init) {
    return new Sequential(
        Activation.leakyRelu(SLOPE),
        new Conv2d(width, width, 3, 1, 1, true, scaled(2, init)),
        Activation.leakyRelu(SLOPE),
        new Conv2d(width, width, 3, 1, 1, false, new ScaledInit(init, 0)));
  }

  /** For all but the last of a block's {@code m} convolutions. */
  private Init scaled(int m, Init init) {
    return new ScaledInit(init, GAIN * Math.pow(allBlocks(), -1.0 / (2 * m - 2)));
  }

  /**
   * A learned map for each channel, weighted by a linear function of z. {@code [N,latent]} →
   * {@code [N,C,side,side]}.
   */
  private static final class GenerativeBasis extends Layer {
    private final long channels;
    private final Tensor basis;
    private final Linear linear;

    GenerativeBasis(long latent, long channels, long side, Init init) {
      this.channels = channels;
      basis = parameter("basis", init.weight(1, channels, side, side));
      linear = child("linear", new Linear(latent, channels, false, init));
    }

    @Override
    public Tensor forward(Tensor z) {
      return linear.forward(z).reshape(-1, channels, 1, 1).times(basis);
    }
  }

  /**
   * How much of a learned map each channel has: a depthwise convolution as large as the map.
   * {@code [N,C,side,side]} → {@code [N,C]}.
   */
  private static final class DiscriminativeBasis extends Layer {
    private final Tensor basis;

    DiscriminativeBasis(long channels, long side, Init init) {
      basis = parameter("basis", init.weight(side * side, channels, side, side));
    }

    @Override
    public Tensor forward(Tensor x) {
      x.requireShape(
          "R3gan.basis(x)", "[N,C,H,W]", ANY, basis.size(0), basis.size(1), basis.size(2));
      return x.times(basis).sum(2, 3);
    }
  }
}
