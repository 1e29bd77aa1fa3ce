package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks.Minibatch;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.ChannelwiseLinear;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.Sequential;

/**
 * The networks of context encoders (Pathak et al. 2016, arXiv:1604.07379, section 3, and the
 * authors' code), which fill in what is missing of an image.
 *
 * <p>The encoder halves to 4×4, a layer within each channel lets every place see all of the image
 * (section 3.2), the decoder doubles back. Unlike the authors' code this paints the whole image,
 * not the centre alone, is shown the mask, doubles its channels at the second step already, and has
 * the paper's layer within channels where theirs is a convolution to one vector. The paper leaves
 * open how large the convolution is that then mixes the channels, and what stands between the two:
 * here 1×1, and nothing.
 *
 * @param channels of the image
 * @param side of the image: 8, 16, 32, 64 or 128 (the authors: 128)
 * @param features channels next to the image (the authors: 64); they double from step to step
 * @param maxFeatures where the doubling ends (the authors: 512)
 */
public record ContextEncoder(int channels, int side, int features, int maxFeatures) {
  private static final int BASE = 4; // the authors' code
  private static final double SLOPE = 0.2; // the authors' code

  public ContextEncoder {
    require(channels >= 1, "channels must be >= 1", channels);
    require(
        side >= 8 && side <= 128 && Integer.bitCount(side) == 1,
        "side must be 8, 16, 32, 64 or 128",
        side);
    require(features >= 1, "features must be >= 1", features);
    require(maxFeatures >= features, "maxFeatures must be >= features", maxFeatures);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("context encoder: " + expected + ", got " + got);
    }
  }

  private int steps() {
    return Integer.numberOfTrailingZeros(side / BASE);
  }

  /** Channels of the map that is {@code steps} halvings away from the image. */
  private int width(int steps) {
    return (int) Math.min(maxFeatures, (long) features << (steps - 1));
  }

  /**
   * {@code x [N,channels+1,side,side]} → the whole image, {@code [N,channels,side,side]} in (-1,1).
   * The input is the image without what is missing, and the mask as one more channel, 1 where
   * something is missing: only so can any mask be asked for, as no colour tells a hole from an
   * image that has that colour.
   */
  public Translator translator(Norm norm, Init init) {
    Blocks blocks = new Blocks(norm, 0, Minibatch.NONE);
    List<Layer> layers = new ArrayList<>();
    addEncoder(layers, blocks, init);
    int code = width(steps());
    layers.add(new ChannelwiseLinear(code, BASE, init));
    layers.add(new Conv2d(code, code, 1, 1, 0, blocks.bias(), init));
    blocks.addNorm(layers, code, init);
    layers.add(Activation.relu());
    addDecoder(layers, blocks, init);
    return new Inpainter(channels, side, new Sequential(layers));
  }

  private void addEncoder(List<Layer> layers, Blocks blocks, Init init) {
    layers.add(new Conv2d(channels + 1, width(1), 4, 2, 1, true, init));
    layers.add(Activation.leakyRelu(SLOPE));
    for (int i = 2; i <= steps(); i++) {
      layers.add(new Conv2d(width(i - 1), width(i), 4, 2, 1, blocks.bias(), init));
      blocks.addNorm(layers, width(i), init);
      layers.add(Activation.leakyRelu(SLOPE));
    }
  }

  private void addDecoder(List<Layer> layers, Blocks blocks, Init init) {
    for (int i = steps(); i > 1; i--) {
      layers.add(new ConvTranspose2d(width(i), width(i - 1), 4, 2, 1, blocks.bias(), init));
      blocks.addNorm(layers, width(i - 1), init);
      layers.add(Activation.relu());
    }
    layers.add(new ConvTranspose2d(width(1), channels, 4, 2, 1, true, init));
    layers.add(Activation.tanh());
  }

  /** {@link Dcgan}'s, as the authors' is. {@code x [N,channels,side,side]}. */
  public Discriminator discriminator(Norm norm, Init init) {
    return new Dcgan(channels, side, features, maxFeatures)
        .discriminator(channels, new Blocks(norm, 0, Minibatch.NONE), init);
  }

  private static final class Inpainter extends Translator {
    private final int channels;
    private final int side;
    private final Layer main;

    Inpainter(int channels, int side, Layer main) {
      this.channels = channels;
      this.side = side;
      this.main = child("main", main);
    }

    @Override
    public Tensor forward(Tensor x, Tensor condition) {
      x.requireShape("Translator.forward(x)", "[N,C+1,H,W]", ANY, channels + 1, side, side);
      return main.forward(x);
    }

    /** The side itself: the layer within each channel has a weight for every place. */
    @Override
    public int multiple() {
      return side;
    }

    @Override
    public int largest() {
      return side;
    }
  }
}
