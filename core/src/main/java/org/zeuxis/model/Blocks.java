package org.zeuxis.model;

import java.util.List;
import java.util.Locale;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.MinibatchDiscrimination;
import org.zeuxis.nn.MinibatchStd;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.SelfAttention;

/**
 * What a network is built of besides its convolutions and linear layers.
 *
 * @param norm normalisation of hidden layers
 * @param attention side of the map that a block of self-attention looks at (SAGAN,
 *     arXiv:1805.08318); 0 for no such block
 * @param minibatch what a discriminator knows of the other samples of a batch; generators do not
 *     look at it
 */
public record Blocks(Norm norm, int attention, Minibatch minibatch) {
  /** DCGAN's: batch norm and nothing else. */
  public static final Blocks BATCH_NORM = new Blocks(Norm.BATCH, 0, Minibatch.NONE);

  /** Nothing besides convolutions and linear layers. */
  public static final Blocks PLAIN = new Blocks(Norm.NONE, 0, Minibatch.NONE);

  // The authors' code of Salimans et al. 2016, github.com/openai/improved-gan:
  // MinibatchLayer(num_kernels=100, dim_per_kernel=5).
  private static final int KERNELS = 100;
  private static final int KERNEL_DIMENSIONS = 5;

  /** What a discriminator knows of the other samples of a batch. */
  public enum Minibatch {
    /** Nothing. */
    NONE,
    /** Their mean standard deviation, as one more plane ({@link MinibatchStd}). */
    STD,
    /** How close they are, by 100 learned kernels ({@link MinibatchDiscrimination}). */
    DISCRIMINATION;

    /** The name in recipes. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Blocks {
    if (attention < 0) {
      throw new IllegalArgumentException(
          "attention must be the side of a map, or 0 for none, got " + attention);
    }
  }

  /** Refuses attention at a side that no map has. */
  void requireAttentionIn(String network, List<Integer> sides) {
    if (attention != 0 && !sides.contains(attention)) {
      throw new IllegalArgumentException(network + ": attention must be the side of a map, one of "
          + sides + ", or 0 for none, got " + attention);
    }
  }

  /** Whether a layer before the normalisation needs a bias. */
  boolean bias() {
    return norm.needsBias();
  }

  void addNorm(List<Layer> layers, long channels, Init init) {
    norm.append(layers, channels, init);
  }

  /** Behind the block whose map has the given side. */
  void addAttention(List<Layer> layers, int side, long channels, Init init) {
    if (attention == side) {
      layers.add(new SelfAttention(channels, init));
    }
  }

  /** Behind a discriminator's last map. Returns how many channels the map has then. */
  long addStd(List<Layer> layers, long channels) {
    if (minibatch != Minibatch.STD) {
      return channels;
    }
    layers.add(new MinibatchStd());
    return channels + 1;
  }

  /** Before a discriminator's last layer. Returns how many features there are then. */
  long addDiscrimination(List<Layer> layers, long features, Init init) {
    if (minibatch != Minibatch.DISCRIMINATION) {
      return features;
    }
    layers.add(new MinibatchDiscrimination(features, KERNELS, KERNEL_DIMENSIONS, init));
    return features + KERNELS;
  }
}
