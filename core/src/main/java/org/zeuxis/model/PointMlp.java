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
    return new LayerGenerator(latent, stack(latent, DIMENSIONS, init));
  }

  /** {@code x [N,2]} → logits. */
  public Discriminator discriminator(Init init) {
    return new LayerDiscriminator(new long[] {DIMENSIONS}, stack(DIMENSIONS, 1, init));
  }

  private Sequential stack(int in, int out, Init init) {
    List<Layer> stack = new ArrayList<>();
    int width = in;
    for (int i = 0; i < layers; i++) {
      stack.add(new Linear(width, hidden, true, init));
      stack.add(Activation.relu());
      width = hidden;
    }
    stack.add(new Linear(width, out, true, init));
    return new Sequential(stack);
  }
}
