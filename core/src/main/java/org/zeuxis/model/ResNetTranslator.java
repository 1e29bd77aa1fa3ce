package org.zeuxis.model;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.ReflectionPad;
import org.zeuxis.nn.Residual;
import org.zeuxis.nn.Sequential;

/**
 * The generator of CycleGAN (Zhu, Park, Isola, Efros 2017, arXiv:1703.10593, section 7.2), which is
 * Johnson's network for style transfer (arXiv:1603.08155): halved twice, residual blocks, doubled
 * twice. In the paper's words c7s1-f, d2f, d4f, blocks of R4f, u2f, uf, c7s1-out; as in the
 * authors' code the last ends in tanh, without a normalisation.
 *
 * <p>Height and width are any multiples of 4, at least 8: less can not be mirrored at its edges.
 *
 * @param in channels of the image that is given
 * @param out channels of the image that is made
 * @param side of the images that it is trained on, a multiple of 4, at least 8
 * @param features channels at full size (the paper: 64)
 * @param blocks residual blocks (the paper: 6 for 128×128, 9 for 256×256)
 */
public record ResNetTranslator(int in, int out, int side, int features, int blocks) {
  private static final int HALVINGS = 2; // section 7.2
  private static final int MULTIPLE = 1 << HALVINGS;
  private static final int SMALLEST = 8; // 2×2 between the residual blocks, which reflect one pixel

  public ResNetTranslator {
    require(in >= 1, "in must be >= 1", in);
    require(out >= 1, "out must be >= 1", out);
    require(
        side >= SMALLEST && side % MULTIPLE == 0,
        "side must be a multiple of " + MULTIPLE + ", at least " + SMALLEST,
        side);
    require(features >= 1, "features must be >= 1", features);
    require(blocks >= 0, "blocks must be >= 0", blocks);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("resnet translator: " + expected + ", got " + got);
    }
  }

  /**
   * {@code x [N,in,H,W]} → {@code [N,out,H,W]} in [-1,1]. The condition is not looked at. The
   * paper's norm is instance norm.
   */
  public Translator translator(Norm norm, Init init) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new ReflectionPad(3));
    layers.add(new Conv2d(in, features, 7, 1, 0, norm.needsBias(), init));
    finish(layers, features, norm, init);
    for (int i = 0; i < HALVINGS; i++) {
      int width = features << i;
      layers.add(new Conv2d(width, 2L * width, 3, 2, 1, norm.needsBias(), init));
      finish(layers, 2 * width, norm, init);
    }
    for (int i = 0; i < blocks; i++) {
      layers.add(residual(features << HALVINGS, norm, init));
    }
    for (int i = HALVINGS; i > 0; i--) {
      int width = features << i;
      layers.add(new ConvTranspose2d(width, width / 2, 3, 2, 1, 1, norm.needsBias(), init));
      finish(layers, width / 2, norm, init);
    }
    layers.add(new ReflectionPad(3));
    layers.add(new Conv2d(features, out, 7, 1, 0, true, init));
    layers.add(Activation.tanh());
    return new LayerTranslator(in, MULTIPLE, SMALLEST, new Sequential(layers));
  }

  private static void finish(List<Layer> layers, int width, Norm norm, Init init) {
    norm.append(layers, width, init);
    layers.add(Activation.relu());
  }

  /** R4f: no ReLU behind the sum. */
  private static Layer residual(int width, Norm norm, Init init) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new ReflectionPad(1));
    layers.add(new Conv2d(width, width, 3, 1, 0, norm.needsBias(), init));
    finish(layers, width, norm, init);
    layers.add(new ReflectionPad(1));
    layers.add(new Conv2d(width, width, 3, 1, 0, norm.needsBias(), init));
    norm.append(layers, width, init);
    return new Residual(new Sequential(layers));
  }
}
