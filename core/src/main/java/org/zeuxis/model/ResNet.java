package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Identity;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Residual;
import org.zeuxis.nn.Resize;
import org.zeuxis.nn.Sequential;
import org.zeuxis.nn.Upsample;

/**
 * The residual networks of SNGAN for CIFAR-10 (Miyato et al. 2018, arXiv:1802.05957, table 4 and
 * figures 9 and 10; biases and order of layers as in the authors' code), for square images of any
 * size from 8 to 128, with SAGAN's self-attention (Zhang et al. 2018, arXiv:1805.08318) where
 * {@link Blocks} asks for it.
 *
 * <p>The generator's sides are DCGAN's: 28 gives 7, 14, 28; 32 gives 4, 8, 16, 32. The
 * discriminator halves until at most 8 is left, at least once, and adds two blocks there, which for
 * 32 is the table: 16, 8, 8, 8. Up by nearest neighbour, down by the mean of 2×2 pixels. The
 * shortcut's 1×1 convolution works on the smaller of its two maps, which gives the same numbers.
 *
 * <p>The discriminator has no normalisation of activations: the paper's is of weights, and
 * {@code WeightForm} applies it. The paper draws weights from Xavier's uniform distribution
 * ({@link Init#xavier}), with a gain of √2 in the blocks' 3×3 convolutions; the given initialiser
 * is asked for all weights, and the gain applied to it.
 *
 * <p>Left out: SAGAN's conditional batch norm and projection discriminator. Recipes with classes
 * join labels to the networks' inputs, as {@link ConditionalGan} does, so that classes are the same
 * with all networks; a projection would need labels at the last layer, inside each network.
 *
 * @param channels of the image, 1 or 3
 * @param size of the image, 8 to 128
 * @param features channels of all blocks (the paper: 256 in the generator, 128 in the
 *     discriminator)
 */
public record ResNet(int channels, int size, int features) {
  private static final int SMALLEST = 7; // as Dcgan
  private static final int LARGEST_LAST = 8; // table 4b
  private static final int BLOCKS_AT_LAST = 2; // table 4b
  private static final double GAIN = Math.sqrt(2); // the authors' code: GlorotUniform(sqrt(2))

  public ResNet {
    require(channels >= 1, "channels must be >= 1", channels);
    require(size >= 8 && size <= 128, "size must be in 8..128", size);
    require(features >= 1, "features must be >= 1", features);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("resnet: " + expected + ", got " + got);
    }
  }

  /** {@code z [N,latent]} → {@code [N,channels,size,size]}. The paper's norm is batch norm. */
  public Generator generator(int latent, Blocks blocks, Init init) {
    List<Integer> sides = Sides.upTo(size, SMALLEST);
    int base = sides.get(0);
    blocks.requireAttentionIn("resnet generator", sides);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Linear(latent, (long) features * base * base, true, init));
    layers.add(new Reshape(features, base, base));
    blocks.addAttention(layers, base, features, init);
    for (int i = 1; i < sides.size(); i++) {
      layers.add(up(sides.get(i - 1), sides.get(i), blocks, init));
      blocks.addAttention(layers, sides.get(i), features, init);
    }
    blocks.addNorm(layers, features, init);
    layers.add(Activation.relu());
    layers.add(new Conv2d(features, channels, 3, 1, 1, true, init));
    layers.add(Activation.tanh());
    return new LayerGenerator(latent, new Sequential(layers));
  }

  /** Figure 9a, with the second order of He et al.: norm and ReLU before each convolution. */
  private Layer up(int from, int to, Blocks blocks, Init init) {
    List<Layer> main = new ArrayList<>();
    blocks.addNorm(main, features, init);
    main.add(Activation.relu());
    main.add(new Resize(from, to, Upsample.Mode.NEAREST));
    main.add(convolution(features, init));
    blocks.addNorm(main, features, init);
    main.add(Activation.relu());
    main.add(convolution(features, init));
    Layer shortcut = new Sequential(
        new Conv2d(features, features, 1, 1, 0, true, init),
        new Resize(from, to, Upsample.Mode.NEAREST));
    return new Residual(new Sequential(main), shortcut);
  }

  /**
   * {@code x [N,inputs,size,size]} → logits: residual blocks, ReLU, the sum over the map, a linear
   * layer without bias.
   */
  public Discriminator discriminator(int inputs, Blocks blocks, Init init) {
    if (blocks.norm() != Norm.NONE) {
      throw new IllegalArgumentException(
          "resnet discriminator: norm must be none, got " + blocks.norm());
    }
    List<Integer> sides = Sides.upTo(size, Math.min(LARGEST_LAST, size - 1));
    int steps = sides.size() - 1;
    blocks.requireAttentionIn("resnet discriminator", sides.subList(0, steps));
    List<Layer> layers = new ArrayList<>();
    layers.add(first(inputs, sides.get(steps - 1), init));
    blocks.addAttention(layers, sides.get(steps - 1), features, init);
    for (int i = steps - 1; i > 0; i--) {
      layers.add(down(sides.get(i), sides.get(i - 1), init));
      blocks.addAttention(layers, sides.get(i - 1), features, init);
    }
    for (int i = 0; i < BLOCKS_AT_LAST; i++) {
      layers.add(down(sides.get(0), sides.get(0), init));
    }
    long map = blocks.addStd(layers, features);
    layers.add(Activation.relu());
    layers.add(new SumOverMap());
    layers.add(new Linear(blocks.addDiscrimination(layers, map, init), 1, false, init));
    return new LayerDiscriminator(new long[] {inputs, size, size}, new Sequential(layers));
  }

  /** Figure 10: no ReLU before the first convolution, as it would cut the image. */
  private Layer first(int inputs, int to, Init init) {
    return new Residual(
        new Sequential(
            convolution(inputs, init),
            Activation.relu(),
            convolution(features, init),
            new Resize(size, to, Upsample.Mode.NEAREST)),
        new Sequential(
            new Resize(size, to, Upsample.Mode.NEAREST),
            new Conv2d(inputs, features, 1, 1, 0, true, init)));
  }

  /** Figure 9b. A block that keeps its side has its input as shortcut. */
  private Layer down(int from, int to, Init init) {
    Layer main = new Sequential(
        Activation.relu(),
        convolution(features, init),
        Activation.relu(),
        convolution(features, init),
        new Resize(from, to, Upsample.Mode.NEAREST));
    Layer shortcut = from == to
        ? new Identity()
        : new Sequential(
            new Resize(from, to, Upsample.Mode.NEAREST),
            new Conv2d(features, features, 1, 1, 0, true, init));
    return new Residual(main, shortcut);
  }

  private Layer convolution(int inputs, Init init) {
    return new Conv2d(inputs, features, 3, 1, 1, true, new ScaledInit(init, GAIN));
  }

  /** {@code [N,C,H,W]} → {@code [N,C]}. */
  private static final class SumOverMap extends Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.sum(2, 3);
    }
  }
}
