package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Flatten;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Sequential;

/**
 * The networks of DCGAN (Radford, Metz, Chintala 2015, arXiv:1511.06434, figure 1 and section 3),
 * for square images of any size from 8 to 128.
 *
 * <p>The paper doubles from 4×4 to 64×64. Here the sizes are the image's, halved (odd ones rounded
 * up) until at most 7 is left: 28 gives 7, 14, 28. A step to an even size has a 4×4 window, one to
 * an odd size 3×3, both with stride 2 and padding 1; the discriminator goes the same way back.
 *
 * @param channels of the image, 1 or 3
 * @param size of the image, 8 to 128
 * @param features channels next to the image; they double from step to step
 * @param maxFeatures where the doubling ends (the paper: 1024 for 64×64)
 */
public record Dcgan(int channels, int size, int features, int maxFeatures) {
  private static final int SMALLEST = 7;
  private static final double SLOPE = 0.2; // section 3: the leak of all LeakyReLUs

  public Dcgan {
    require(channels >= 1, "channels must be >= 1", channels);
    require(size >= 8 && size <= 128, "size must be in 8..128", size);
    require(features >= 1, "features must be >= 1", features);
    require(maxFeatures >= features, "maxFeatures must be >= features", maxFeatures);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("dcgan: " + expected + ", got " + got);
    }
  }

  private List<Integer> sides() {
    return Sides.upTo(size, SMALLEST);
  }

  /** Channels of the map that is {@code steps} halvings away from the image. */
  private int width(int steps) {
    return (int) Math.min(maxFeatures, (long) features << (steps - 1));
  }

  /** The paper's generator, with batch norm. */
  public Generator generator(int latent, Init init) {
    return generator(latent, Blocks.BATCH_NORM, init);
  }

  /**
   * Project and reshape, then double with ReLU and normalisation, tanh at the end. {@code z
   * [N,latent]}.
   */
  public Generator generator(int latent, Blocks blocks, Init init) {
    List<Integer> sides = sides();
    int steps = sides.size() - 1;
    int base = sides.get(0);
    blocks.requireAttentionIn("dcgan generator", sides.subList(0, steps));
    List<Layer> layers = new ArrayList<>();
    // The normalisation takes the place of every bias but the last (section 3).
    layers.add(new Linear(latent, (long) width(steps) * base * base, blocks.bias(), init));
    layers.add(new Reshape(width(steps), base, base));
    finish(layers, Activation.relu(), base, width(steps), blocks, init);
    for (int i = 1; i < steps; i++) {
      int in = width(steps - i + 1);
      int out = width(steps - i);
      int to = sides.get(i);
      layers.add(new ConvTranspose2d(in, out, window(to), 2, 1, blocks.bias(), init));
      finish(layers, Activation.relu(), to, out, blocks, init);
    }
    layers.add(new ConvTranspose2d(width(1), channels, window(size), 2, 1, true, init));
    layers.add(Activation.tanh());
    return new LayerGenerator(latent, new Sequential(layers));
  }

  /** The paper's discriminator, with batch norm. */
  public Discriminator discriminator(int inputs, Init init) {
    return discriminator(inputs, Blocks.BATCH_NORM, init);
  }

  /**
   * Strided convolutions with LeakyReLU, normalisation but in the first, one logit. {@code x
   * [N,inputs,size,size]}.
   */
  public Discriminator discriminator(int inputs, Blocks blocks, Init init) {
    List<Integer> sides = sides();
    int steps = sides.size() - 1;
    blocks.requireAttentionIn("dcgan discriminator", sides.subList(0, steps));
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(inputs, width(1), window(size), 2, 1, true, init));
    layers.add(Activation.leakyRelu(SLOPE));
    blocks.addAttention(layers, sides.get(steps - 1), width(1), init);
    for (int i = 2; i <= steps; i++) {
      int from = sides.get(steps - i + 1);
      layers.add(new Conv2d(width(i - 1), width(i), window(from), 2, 1, blocks.bias(), init));
      finish(layers, Activation.leakyRelu(SLOPE), sides.get(steps - i), width(i), blocks, init);
    }
    long map = blocks.addStd(layers, width(steps));
    layers.add(new Flatten());
    long base = sides.get(0);
    long features = blocks.addDiscrimination(layers, map * base * base, init);
    layers.add(new Linear(features, 1, true, init));
    return new LayerDiscriminator(new long[] {inputs, size, size}, new Sequential(layers));
  }

  private static void finish(
      List<Layer> layers, Layer activation, int side, int width, Blocks blocks, Init init) {
    blocks.addNorm(layers, width, init);
    layers.add(activation);
    blocks.addAttention(layers, side, width, init);
  }

  /** The window that leads from half a size to it and back. */
  private static int window(int larger) {
    return larger % 2 == 0 ? 4 : 3;
  }
}
