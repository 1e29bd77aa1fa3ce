package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Flatten;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Resize;
import org.zeuxis.nn.Sequential;
import org.zeuxis.nn.Upsample;

/**
 * The networks of BEGAN (Berthelot, Schumm, Metz 2017, arXiv:1703.10717, section 3.5 and figure 1):
 * the generator is a decoder, the discriminator an autoencoder of which the decoder has the same
 * shape. 3×3 convolutions with ELU, two a side; filters grow linearly with each halving, n, 2n, 3n;
 * halving by stride 2, doubling by nearest neighbour; fully connected to and from the code.
 *
 * <p>The sides are the image's, halved (odd ones rounded up) until at most 8 is left, at least
 * once: 32 gives 8, 16, 32. Left out: the paper's vanishing residuals and skip connections, which
 * it calls optional. The colours are linear, as the paper's, so they can leave [-1,1].
 *
 * @param channels of the image, 1 or 3
 * @param size of the image, 8 to 128
 * @param features n, filters next to the image (the paper: 64 or 128)
 */
public record Began(int channels, int size, int features) {
  private static final int LARGEST_BASE = 8; // figure 1
  private static final int REPETITIONS = 2; // section 3.5: "typically 2"

  public Began {
    require(channels >= 1, "channels must be >= 1", channels);
    require(size >= 8 && size <= 128, "size must be in 8..128", size);
    require(features >= 1, "features must be >= 1", features);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("began: " + expected + ", got " + got);
    }
  }

  /** {@code z [N,latent]} → {@code [N,channels,size,size]}. */
  public Generator generator(int latent, Init init) {
    return new LayerGenerator(latent, decoder(latent, channels, init));
  }

  /**
   * An autoencoder whose logit is the negative error of what it makes of the image; never positive,
   * 0 at best.
   *
   * @param inputs channels that it is shown and paints again, planes of labels with them
   * @param code length of the code h; the paper's is that of z
   */
  public Discriminator discriminator(int inputs, int code, Init init) {
    return new Autoencoder(
        new long[] {Tensor.ANY, inputs, size, size},
        encoder(inputs, code, init),
        decoder(code, inputs, init));
  }

  /** From the smallest map to the image. */
  private List<Integer> sides() {
    return Sides.upTo(size, Math.min(LARGEST_BASE, size - 1));
  }

  private Sequential decoder(int code, int outputs, Init init) {
    List<Integer> sides = sides();
    int base = sides.get(0);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Linear(code, (long) features * base * base, true, init));
    layers.add(new Reshape(features, base, base));
    for (int i = 0; i < sides.size(); i++) {
      if (i > 0) {
        layers.add(new Resize(sides.get(i - 1), sides.get(i), Upsample.Mode.NEAREST));
      }
      addConvolutions(layers, features, init);
    }
    layers.add(new Conv2d(features, outputs, 3, 1, 1, true, init));
    return new Sequential(layers);
  }

  private Sequential encoder(int inputs, int code, Init init) {
    List<Integer> sides = sides();
    int steps = sides.size() - 1;
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(inputs, features, 3, 1, 1, true, init));
    layers.add(Activation.elu());
    long width = features;
    addConvolutions(layers, width, init);
    for (int i = 1; i <= steps; i++) {
      layers.add(new Conv2d(width, width + features, 3, 2, 1, true, init));
      layers.add(Activation.elu());
      width += features;
      addConvolutions(layers, width, init);
    }
    layers.add(new Flatten());
    layers.add(new Linear(width * sides.get(0) * sides.get(0), code, true, init));
    return new Sequential(layers);
  }

  private static void addConvolutions(List<Layer> layers, long width, Init init) {
    for (int i = 0; i < REPETITIONS; i++) {
      layers.add(new Conv2d(width, width, 3, 1, 1, true, init));
      layers.add(Activation.elu());
    }
  }

  /** Its logit is {@code -mean|x - D(x)|} of each sample, equation 1 with η = 1. */
  private static final class Autoencoder extends Discriminator {
    private final long[] batchShape;
    private final Layer encoder;
    private final Layer decoder;

    Autoencoder(long[] batchShape, Layer encoder, Layer decoder) {
      this.batchShape = batchShape;
      this.encoder = child("encoder", encoder);
      this.decoder = child("decoder", decoder);
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      x.requireShape("Discriminator.forward(x)", "[N,C,H,W]", batchShape);
      Tensor copy = decoder.forward(encoder.forward(x));
      return x.minus(copy).abs().mean(1, 2, 3).neg();
    }

    /** The code h. */
    @Override
    public Tensor features(Tensor x, Tensor labels) {
      x.requireShape("Discriminator.features(x)", "[N,C,H,W]", batchShape);
      return encoder.forward(x);
    }
  }
}
