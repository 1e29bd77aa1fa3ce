package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Sequential;

/**
 * Small fully connected networks for points in the plane, as the experiments on rings and grids use
 * (VEEGAN, arXiv:1705.07761, appendix; PacGAN, arXiv:1712.04086, section 4.1): ReLU layers, a
 * linear output.
 *
 * @param hidden units in each hidden layer
 * @param layers number of hidden layers
 */
public record PointMlp(int hidden, int layers) {
  private static final int DIMENSIONS = 2;

  public PointMlp {
    if (hidden < 1) {
      throw new IllegalArgumentException("points: hidden must be >= 1, got " + hidden);
    }
    if (layers < 1) {
      throw new IllegalArgumentException("points: layers must be >= 1, got " + layers);
    }
  }

  /** {@code z [N,latent]} → {@code [N,2]}. */
  public Generator generator(int latent, Init init) {
    return generator(latent, Blocks.PLAIN, init);
  }

  /** The same, its hidden layers normalised. */
  public Generator generator(int latent, Blocks blocks, Init init) {
    List<Layer> layers = hidden(latent, blocks, init);
    layers.add(new Linear(hidden, DIMENSIONS, true, init));
    return new LayerGenerator(latent, new Sequential(layers));
  }

  /** {@code x [N,2]} → logits. */
  public Discriminator discriminator(Init init) {
    return discriminator(DIMENSIONS, Blocks.PLAIN, init);
  }

  /**
   * The same, its hidden layers normalised, and with minibatch discrimination before the logit.
   *
   * @param inputs 2, or as many times more as points are judged together
   */
  public Discriminator discriminator(int inputs, Blocks blocks, Init init) {
    if (blocks.minibatch() == Blocks.Minibatch.STD) {
      throw new IllegalArgumentException(
          "points: minibatch must be none or discrimination, got std, a plane beside maps");
    }
    List<Layer> layers = hidden(inputs, blocks, init);
    long features = blocks.addDiscrimination(layers, hidden, init);
    layers.add(new Linear(features, 1, true, init));
    return new LayerDiscriminator(new long[] {inputs}, new Sequential(layers));
  }

  private List<Layer> hidden(int in, Blocks blocks, Init init) {
    if (blocks.attention() != 0) {
      throw new IllegalArgumentException(
          "points: attention must be 0, there are no maps, got " + blocks.attention());
    }
    List<Layer> stack = new ArrayList<>();
    int width = in;
    for (int i = 0; i < layers; i++) {
      stack.add(new Linear(width, hidden, blocks.bias(), init));
      blocks.addNorm(stack, hidden, init);
      stack.add(Activation.relu());
      width = hidden;
    }
    return stack;
  }
}
