package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.BatchNorm;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Flatten;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.PRelu;
import org.zeuxis.nn.PixelShuffle;
import org.zeuxis.nn.Residual;
import org.zeuxis.nn.Sequential;

/**
 * The networks of SRGAN (Ledig et al. 2017, arXiv:1609.04802, figure 4), which enlarge images.
 *
 * <p>The figure leaves open whether the channels share PReLU's slope; here each has its own, as
 * PReLU's paper has it. Batch norm takes the place of a bias.
 *
 * @param channels of the image
 * @param scale how many times larger a side becomes: 2, 4 (the paper) or 8
 * @param features channels of the maps (the paper: 64)
 * @param blocks residual blocks (the paper: 16)
 */
public record SrGan(int channels, int scale, int features, int blocks) {
  private static final double SLOPE = 0.2; // section 2.1
  private static final int HALVINGS = 4; // of the discriminator

  public SrGan {
    require(channels >= 1, "channels must be >= 1", channels);
    require(scale == 2 || scale == 4 || scale == 8, "scale must be 2, 4 or 8", scale);
    require(features >= 1, "features must be >= 1", features);
    require(blocks >= 0, "blocks must be >= 0", blocks);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("srgan: " + expected + ", got " + got);
    }
  }

  /**
   * SRResNet. {@code x [N,channels,H,W]} → {@code [N,channels,scale·H,scale·W]}, of any height and
   * width. Its colours are linear, as the paper's, so they can leave [-1,1].
   */
  public Translator translator(Init init) {
    List<Layer> trunk = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      trunk.add(new Residual(block(init)));
    }
    trunk.add(new Conv2d(features, features, 3, 1, 1, false, init));
    trunk.add(new BatchNorm(features, init));
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(channels, features, 9, 1, 4, true, init));
    layers.add(new PRelu(features));
    layers.add(new Residual(new Sequential(trunk)));
    for (int enlarged = 1; enlarged < scale; enlarged *= 2) {
      layers.add(new Conv2d(features, 4L * features, 3, 1, 1, true, init));
      layers.add(new PixelShuffle(2));
      layers.add(new PRelu(features));
    }
    layers.add(new Conv2d(features, channels, 9, 1, 4, true, init));
    return new LayerTranslator(channels, 1, 1, new Sequential(layers));
  }

  private Layer block(Init init) {
    return new Sequential(
        new Conv2d(features, features, 3, 1, 1, false, init),
        new BatchNorm(features, init),
        new PRelu(features),
        new Conv2d(features, features, 3, 1, 1, false, init),
        new BatchNorm(features, init));
  }

  /**
   * Eight 3×3 convolutions with strides 1, 2, 1, 2, … and f, f, 2f, 2f, … 8f channels, a dense
   * layer of 16f (the paper: 1024) and the logit. {@code x [N,channels,side,side]}.
   *
   * @param side of the large images, a multiple of 16
   */
  public Discriminator discriminator(int side, Init init) {
    require(side >= 16 && side % 16 == 0, "side must be a multiple of 16, at least 16", side);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(channels, features, 3, 1, 1, true, init));
    layers.add(Activation.leakyRelu(SLOPE));
    long width = features;
    for (int i = 0; i < HALVINGS; i++) {
      if (i > 0) {
        addNormalised(layers, new Conv2d(width, 2L * width, 3, 1, 1, false, init), 2 * width, init);
        width *= 2;
      }
      addNormalised(layers, new Conv2d(width, width, 3, 2, 1, false, init), width, init);
    }
    long base = side >> HALVINGS;
    layers.add(new Flatten());
    layers.add(new Linear(width * base * base, 2L * width, true, init));
    layers.add(Activation.leakyRelu(SLOPE));
    layers.add(new Linear(2L * width, 1, true, init));
    return new LayerDiscriminator(new long[] {channels, side, side}, new Sequential(layers));
  }

  private static void addNormalised(List<Layer> layers, Layer convolution, long width, Init init) {
    layers.add(convolution);
    layers.add(new BatchNorm(width, init));
    layers.add(Activation.leakyRelu(SLOPE));
  }
}
