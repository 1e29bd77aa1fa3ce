package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.BatchNorm;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Dropout;
import org.zeuxis.nn.Flatten;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Residual;
import org.zeuxis.nn.Sequential;

/**
 * The networks of PixelDA (Bousmalis et al. 2017, arXiv:1612.05424, figure 2), which make images of
 * one domain look as those of another. Its classifier is a {@link TaskNetwork}.
 *
 * <p>The figure gives channels and strides. From the authors' code are the 3×3 windows, the rate of
 * the dropout, that it follows every activation of the discriminator, and that this halves until a
 * map of at most 4 is left. Not taken over from there: Gaussian noise on the discriminator's maps,
 * batch norm and ReLU behind the plane of noise, a last convolution of 1×1 instead of 3×3.
 *
 * @param in channels of the source images
 * @param out channels of the target images
 * @param side of both, 8 to 128
 * @param features channels of the maps (the paper: 64)
 * @param blocks residual blocks (the authors' code: 6)
 * @param noise length of z (the authors' code: 10)
 */
public record PixelDa(int in, int out, int side, int features, int blocks, int noise) {
  private static final int LARGEST_BASE = 4; // the authors' code: projection_shape_size
  private static final double SLOPE = 0.2; // the authors' code: lrelu_leakiness
  private static final double DROPPED = 0.1; // the authors' code: keep_prob 0.9

  public PixelDa {
    require(in >= 1, "in must be >= 1", in);
    require(out >= 1, "out must be >= 1", out);
    require(side >= 8 && side <= 128, "side must be in 8..128", side);
    require(features >= 1, "features must be >= 1", features);
    require(blocks >= 0, "blocks must be >= 0", blocks);
    require(noise >= 1, "noise must be >= 1", noise);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("pixelda: " + expected + ", got " + got);
    }
  }

  /**
   * {@code x [N,in,side,side], condition} the noise z, {@code [N,noise]} →
   * {@code [N,out,side,side]} in (-1,1). A linear layer makes a plane of z, which joins the image;
   * the authors' code draws z from U(-1,1).
   */
  public Translator translator(Init init) {
    Layer plane = new Linear(noise, (long) side * side, true, init);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(in + 1, features, 3, 1, 1, true, init));
    layers.add(Activation.relu());
    for (int i = 0; i < blocks; i++) {
      layers.add(new Residual(block(init)));
    }
    layers.add(new Conv2d(features, out, 3, 1, 1, true, init));
    layers.add(Activation.tanh());
    return new Noisy(this, plane, new Sequential(layers));
  }

  private Layer block(Init init) {
    return new Sequential(
        new Conv2d(features, features, 3, 1, 1, false, init),
        new BatchNorm(features, init),
        Activation.relu(),
        new Conv2d(features, features, 3, 1, 1, false, init),
        new BatchNorm(features, init));
  }

  /**
   * A convolution with stride 1, then ones with stride 2 that double the channels, and the logit.
   * {@code x [N,out,side,side]}.
   *
   * @param dropout what the dropout draws from
   */
  public Discriminator discriminator(Init init, Rng dropout) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv2d(out, features, 3, 1, 1, true, init));
    layers.add(Activation.leakyRelu(SLOPE));
    layers.add(new Dropout(DROPPED, dropout));
    long width = features;
    long map = side;
    while (map > LARGEST_BASE) {
      layers.add(new Conv2d(width, 2L * width, 3, 2, 1, false, init));
      layers.add(new BatchNorm(2L * width, init));
      layers.add(Activation.leakyRelu(SLOPE));
      layers.add(new Dropout(DROPPED, dropout));
      width *= 2;
      map = (map + 1) / 2;
    }
    layers.add(new Flatten());
    layers.add(new Linear(width * map * map, 1, true, init));
    return new LayerDiscriminator(new long[] {out, side, side}, new Sequential(layers));
  }

  private static final class Noisy extends Translator {
    private final PixelDa shape;
    private final Layer plane;
    private final Layer main;

    Noisy(PixelDa shape, Layer plane, Layer main) {
      this.shape = shape;
      this.plane = child("plane", plane);
      this.main = child("main", main);
    }

    @Override
    public Tensor forward(Tensor x, Tensor condition) {
      int side = shape.side;
      x.requireShape("Translator.forward(x)", "[N,C,H,W]", ANY, shape.in, side, side);
      condition.requireShape("Translator.forward(z)", "[N,noise]", x.size(0), shape.noise);
      Tensor z = plane.forward(condition).reshape(-1, 1, side, side);
      return main.forward(Tensor.cat(List.of(x, z), 1));
    }

    /** The side itself: the plane of noise has a weight for every place. */
    @Override
    public int multiple() {
      return shape.side;
    }

    @Override
    public int largest() {
      return shape.side;
    }
  }
}
