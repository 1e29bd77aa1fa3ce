package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Dropout;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.Sequential;

/**
 * The U-Net of pix2pix (Isola, Zhu, Zhou, Efros 2017, arXiv:1611.07004, appendix 6.1.1): images are
 * halved until they are as small as they get and doubled back, and each map on the way up is joined
 * with the one of its size on the way down.
 *
 * <p>Where paper and code differ this follows the authors' PyTorch code
 * (github.com/junyanz/pytorch-CycleGAN-and-pix2pix): no normalisation in the innermost block on the
 * way down, which may be one pixel; a map comes before what the inner blocks made of it; dropout in
 * the three blocks behind the innermost on the way up (the paper: in the innermost and the next
 * two). Convolutions that no normalisation follows have a bias, as in their Lua code.
 *
 * <p>The depth is how often {@code side} can be halved exactly, at most 8: 256 goes to one pixel in
 * 8 steps as in the paper, 64 in 6, 96 to 3×3 in 5. The network then takes all images whose height
 * and width are multiples of 2^depth.
 *
 * @param in channels of the image that is given
 * @param out channels of the image that is made
 * @param side that the depth is made for, a multiple of 4
 * @param features channels next to the image; they double from step to step (the paper: 64)
 * @param maxFeatures where the doubling ends (the paper: 512, which is 8 times the first)
 */
public record UNet(int in, int out, int side, int features, int maxFeatures) {
  private static final int WINDOW = 4; // appendix 6.1
  private static final double SLOPE = 0.2; // appendix 6.1.1
  private static final double DROPPED = 0.5; // appendix 6.1
  private static final int DEEPEST = 8; // the encoder of appendix 6.1.1 has 8 layers
  private static final int MOST_DROPPED = 3; // as the authors' generator for 256, of depth 8
  private static final int SHALLOWEST_KEPT = 4; // up to this depth there is no dropout

  public UNet {
    require(in >= 1, "in must be >= 1", in);
    require(out >= 1, "out must be >= 1", out);
    require(side >= 4 && side % 4 == 0, "side must be a multiple of 4", side);
    require(features >= 1, "features must be >= 1", features);
    require(maxFeatures >= features, "maxFeatures must be >= features", maxFeatures);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("unet: " + expected + ", got " + got);
    }
  }

  private int depth() {
    return Math.min(DEEPEST, Integer.numberOfTrailingZeros(side));
  }

  private int innermost() {
    return depth() - 1;
  }

  /** Channels of the map that is {@code level + 1} halvings away from the image. */
  private int width(int level) {
    return (int) Math.min(maxFeatures, (long) features << level);
  }

  /**
   * {@code x [N,in,H,W]} → {@code [N,out,H,W]} in [-1,1]. The condition is not looked at.
   *
   * <p>Dropout is the paper's only noise, and the authors leave it on in use: {@code train(true)}
   * does.
   *
   * @param withDropout in up to three blocks on the way up, those behind the innermost: of 8 steps
   *     three as in the authors' code, of 7 three, of 6 two, of 5 one, of fewer none
   * @param dropout is drawn from by dropout, and not looked at without
   */
  public Translator translator(Norm norm, boolean withDropout, Init init, Rng dropout) {
    int dropped = Math.max(0, Math.min(MOST_DROPPED, depth() - SHALLOWEST_KEPT));
    Parts parts = new Parts(norm, withDropout ? dropped : 0, init, dropout);
    return new LayerTranslator(in, 1 << depth(), 1 << depth(), level(0, parts));
  }

  /** What all levels are made with; {@code dropped} blocks have dropout. */
  private record Parts(Norm norm, int dropped, Init init, Rng dropout) {}

  /**
   * One step down, all levels below, and the step back up. Level 0 is next to the image; the output
   * of every other is joined with its input.
   */
  private Sequential level(int level, Parts parts) {
    List<Layer> layers = new ArrayList<>();
    addDown(layers, level, parts);
    if (level < innermost()) {
      layers.add(new Joined(level(level + 1, parts)));
    }
    addUp(layers, level, parts);
    if (level < innermost() && level >= innermost() - parts.dropped) {
      layers.add(new Dropout(DROPPED, parts.dropout));
    }
    return new Sequential(layers);
  }

  private void addDown(List<Layer> layers, int level, Parts parts) {
    boolean plain = level == 0 || level == innermost();
    Norm norm = plain ? Norm.NONE : parts.norm;
    if (level > 0) {
      layers.add(Activation.leakyRelu(SLOPE));
    }
    int from = level == 0 ? in : width(level - 1);
    layers.add(new Conv2d(from, width(level), WINDOW, 2, 1, norm.needsBias(), parts.init));
    norm.append(layers, width(level), parts.init);
  }

  private void addUp(List<Layer> layers, int level, Parts parts) {
    Norm norm = level == 0 ? Norm.NONE : parts.norm;
    int from = level == innermost() ? width(level) : 2 * width(level);
    int to = level == 0 ? out : width(level - 1);
    layers.add(Activation.relu());
    layers.add(new ConvTranspose2d(from, to, WINDOW, 2, 1, norm.needsBias(), parts.init));
    norm.append(layers, to, parts.init);
    if (level == 0) {
      layers.add(Activation.tanh());
    }
  }

  /** A map and what the inner levels make of it. {@code [N,C,H,W]} → {@code [N,2C,H,W]}. */
  private static final class Joined extends Layer {
    private final Layer inner;

    Joined(Layer inner) {
      this.inner = child("inner", inner);
    }

    @Override
    public Tensor forward(Tensor x) {
      try (Tensor made = inner.forward(x)) {
        return Tensor.cat(List.of(x, made), 1);
      }
    }
  }
}
