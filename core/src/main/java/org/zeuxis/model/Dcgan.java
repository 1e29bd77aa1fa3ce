package org.zeuxis.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.BatchNorm;
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

  /** The side lengths from the smallest map to the image. */
  private List<Integer> sizes() {
    Deque<Integer> sizes = new ArrayDeque<>();
    sizes.push(size);
    while (sizes.peek() > SMALLEST) {
      sizes.push((sizes.peek() + 1) / 2);
    }
    return new ArrayList<>(sizes);
  }

  /** Channels of the map that is {@code steps} halvings away from the image. */
  private int width(int steps) {
    return (int) Math.min(maxFeatures, (long) features << (steps - 1));
  }

  /**
   * Project and reshape, then double with ReLU and batch norm, tanh at the end. {@code z
   * [N,latent]}.
   */
  public Generator generator(int latent, Init init) {
    List<Integer> sizes = sizes();
    int steps = sizes.size() - 1;
    int base = sizes.get(0);
    List<Layer> layers = new ArrayList<>();
    // Batch norm takes the place of every bias but the last (section 3).
    layers.add(new Linear(latent, (long) width(steps) * base * base, false, init));
    layers.add(new Reshape(width(steps), base, base));
    layers.add(new BatchNorm(width(steps), init));
    layers.add(Activation.relu());
    for (int i = 1; i < steps; i++) {
      int in = width(steps - i + 1);
      int out = width(steps - i);
      layers.add(new ConvTranspose2d(in, out, window(sizes.get(i)), 2, 1, false, init));
      layers.add(new BatchNorm(out, init));
      layers.add(Activation.relu());
    }
    layers.add(new ConvTranspose2d(width(1), channels, window(size), 2, 1, true, init));
    layers.add(Activation.tanh());
    return new LayerGenerator(latent, new Sequential(layers));
  }

  /**
   * Strided convolutions with LeakyReLU, batch norm but in the first, one logit. {@code x
   * [N,inputs,size,size]}.
   */
  public Discriminator discriminator(int inputs, Init init) {
    List<Integer> sizes = sizes();
    int steps = sizes.size() - 1;
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(inputs, width(1), window(size), 2, 1, true, init));
    layers.add(Activation.leakyRelu(SLOPE));
    for (int i = 2; i <= steps; i++) {
      int from = sizes.get(steps - i + 1);
      layers.add(new Conv2d(width(i - 1), width(i), window(from), 2, 1, false, init));
      layers.add(new BatchNorm(width(i), init));
      layers.add(Activation.leakyRelu(SLOPE));
    }
    layers.add(new Flatten());
    int base = sizes.get(0);
    layers.add(new Linear((long) width(steps) * base * base, 1, true, init));
    return new LayerDiscriminator(new long[] {inputs, size, size}, new Sequential(layers));
  }

  /** The window that leads from half a size to it and back. */
  private static int window(int larger) {
    return larger % 2 == 0 ? 4 : 3;
  }
}
