package org.zeuxis.model;

import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Dropout;
import org.zeuxis.nn.Flatten;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Maxout;
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Sequential;

/**
 * The fully connected networks of the first GAN (Goodfellow et al. 2014, arXiv:1406.2661, section
 * 5): a rectifier generator 100-1200-1200-784 with sigmoid output, a maxout discriminator with
 * dropout. The widths, 240 units of 5 pieces, and the dropout, a fifth of the input and half of the
 * hidden units, are those of the authors' published MNIST configuration. Left out: their
 * generator's output biases begin at the data's mean pixels, ours at zero.
 *
 * @param channels of the image
 * @param size of the image
 * @param hidden units in each of the generator's two hidden layers, 1200
 */
public record MaxoutMlp(int channels, int size, int hidden) {
  private static final int UNITS = 240;
  private static final int PIECES = 5;
  private static final double INPUT_DROPOUT = 0.2;
  private static final double HIDDEN_DROPOUT = 0.5;

  public MaxoutMlp {
    require("channels", channels);
    require("size", size);
    require("hidden", hidden);
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("maxout: " + name + " must be >= 1, got " + value);
    }
  }

  private long values() {
    return (long) channels * size * size;
  }

  /** {@code z [N,latent]} → {@code [N,C,H,W]}. */
  public Generator generator(int latent, Init init) {
    return new LayerGenerator(
        latent,
        new Sequential(
            new Linear(latent, hidden, true, init),
            Activation.relu(),
            new Linear(hidden, hidden, true, init),
            Activation.relu(),
            new Linear(hidden, values(), true, init),
            new SignedSigmoid(),
            new Reshape(channels, size, size)));
  }

  /** {@code x [N,C,H,W]} → logits. */
  public Discriminator discriminator(Init init, Rng dropout) {
    return new LayerDiscriminator(
        new long[] {channels, size, size},
        new Sequential(
            new Flatten(),
            new Dropout(INPUT_DROPOUT, dropout),
            new Maxout(values(), UNITS, PIECES, init),
            new Dropout(HIDDEN_DROPOUT, dropout),
            new Maxout(UNITS, UNITS, PIECES, init),
            new Dropout(HIDDEN_DROPOUT, dropout),
            new Linear(UNITS, 1, true, init)));
  }

  /** The paper's sigmoid output in [0,1], moved to [-1,1]: 2σ(x)-1 = tanh(x/2). */
  private static final class SignedSigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.times(0.5).tanh();
    }
  }
}
