package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.InstanceNorm;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Residual;
import org.zeuxis.nn.Sequential;

/**
 * The networks of StarGAN (Choi et al. 2018, arXiv:1711.09020, tables IV and V, and the authors'
 * code), which translate between any two of several domains.
 *
 * <p>Not taken over: the running statistics that the authors' instance norm keeps. Here each image
 * is normalised by its own, in training and in use.
 *
 * @param channels of the image
 * @param side of the images that the discriminator judges, a multiple of 4, at least 8
 * @param domains attributes that can be asked for
 * @param features channels next to the image (the paper: 64); they double from step to step
 * @param blocks residual blocks of the translator (the paper: 6)
 */
public record StarGan(int channels, int side, int domains, int features, int blocks) {
  private static final int HALVINGS = 2; // table IV: h/4 × w/4 in the middle

  public StarGan {
    require(channels >= 1, "channels must be >= 1", channels);
    require(side >= 8 && side % 4 == 0, "side must be a multiple of 4, at least 8", side);
    require(domains >= 1, "domains must be >= 1", domains);
    require(features >= 1, "features must be >= 1", features);
    require(blocks >= 0, "blocks must be >= 0", blocks);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("stargan: " + expected + ", got " + got);
    }
  }

  /**
   * Table IV. {@code x [N,channels,H,W], condition [N,domains]} → {@code [N,channels,H,W]} in
   * (-1,1); H and W are any multiples of 4. The condition becomes a plane for each domain, beside
   * the image's own.
   */
  public Translator translator(Init init) {
    List<Layer> layers = new ArrayList<>();
    Layer first = new Conv2d(channels + domains, features, 7, 1, 3, false, init);
    addNormalised(layers, first, features, init);
    int width = features;
    for (int i = 0; i < HALVINGS; i++) {
      addNormalised(layers, new Conv2d(width, 2L * width, 4, 2, 1, false, init), 2 * width, init);
      width *= 2;
    }
    for (int i = 0; i < blocks; i++) {
      layers.add(new Residual(block(width, init)));
    }
    for (int i = 0; i < HALVINGS; i++) {
      Layer doubling = new ConvTranspose2d(width, width / 2, 4, 2, 1, false, init);
      addNormalised(layers, doubling, width / 2, init);
      width /= 2;
    }
    layers.add(new Conv2d(width, channels, 7, 1, 3, false, init)); // no bias: the authors' code
    layers.add(Activation.tanh());
    return new Conditional(channels, domains, new Sequential(layers));
  }

  private static void addNormalised(List<Layer> layers, Layer convolution, int width, Init init) {
    layers.add(convolution);
    layers.add(new InstanceNorm(width, init));
    layers.add(Activation.relu());
  }

  private static Layer block(int width, Init init) {
    return new Sequential(
        new Conv2d(width, width, 3, 1, 1, false, init),
        new InstanceNorm(width, init),
        Activation.relu(),
        new Conv2d(width, width, 3, 1, 1, false, init),
        new InstanceNorm(width, init));
  }

  /** Table V. {@code x [N,channels,side,side]}. */
  public DomainCritic discriminator(Init init) {
    return new DomainCritic(channels, side, domains, features, init);
  }

  private static final class Conditional extends Translator {
    private final int channels;
    private final int domains;
    private final Layer main;

    Conditional(int channels, int domains, Layer main) {
      this.channels = channels;
      this.domains = domains;
      this.main = child("main", main);
    }

    @Override
    public Tensor forward(Tensor x, Tensor condition) {
      x.requireShape("Translator.forward(x)", "[N,C,H,W]", ANY, channels, ANY, ANY);
      condition.requireShape("Translator.forward(condition)", "[N,domains]", x.size(0), domains);
      long height = x.size(2);
      long width = x.size(3);
      if (height % multiple() != 0 || width % multiple() != 0) {
        throw new IllegalArgumentException("Translator.forward(x): expected H and W to be multiples"
            + " of " + multiple() + ", got "
            + Arrays.toString(x.shape()).replace(" ", ""));
      }
      Tensor planes = condition.reshape(-1, domains, 1, 1).expand(-1, -1, height, width);
      return main.forward(Tensor.cat(List.of(x, planes), 1));
    }

    @Override
    public int multiple() {
      return 1 << HALVINGS;
    }
  }
}
