package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.Sequential;

/**
 * PatchGAN, the discriminator of pix2pix and CycleGAN (Isola et al. 2017, arXiv:1611.07004,
 * sections 3.2.2 and 6.1.2; layers as in the authors' code): one logit for each patch of the image,
 * by convolutions only, so for images of any size.
 *
 * <p>One layer sees patches of 16×16 pixels, two 34×34, three the paper's 70×70, four 142×142, five
 * 286×286, six 574×574.
 *
 * @param inputs channels: the image's, and those of an image it is judged together with
 * @param features channels of the first map; they double from layer to layer (the paper: 64)
 * @param maxFeatures where the doubling ends (the paper: 512)
 * @param layers with stride 2, 1 to 6; two with stride 1 follow
 */
public record PatchGan(int inputs, int features, int maxFeatures, int layers) {
  private static final int WINDOW = 4; // section 6.1
  private static final double SLOPE = 0.2; // section 6.1.2
  private static final int MOST_LAYERS = 6; // 574×574 is more than any image here
  private static final int SMALLEST_MAP = 3; // each of the two layers with stride 1 takes one off

  public PatchGan {
    require(inputs >= 1, "inputs must be >= 1", inputs);
    require(features >= 1, "features must be >= 1", features);
    require(maxFeatures >= features, "maxFeatures must be >= features", maxFeatures);
    require(layers >= 1 && layers <= MOST_LAYERS, "layers must be in 1.." + MOST_LAYERS, layers);
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("patch gan: " + expected + ", got " + got);
    }
  }

  /** The least height and width of an image, 3·2^layers. */
  public int smallestSide() {
    return SMALLEST_MAP << layers;
  }

  /** Channels behind so many layers and one. */
  private int width(int layer) {
    return (int) Math.min(maxFeatures, (long) features << layer);
  }

  /**
   * {@code x [N,inputs,H,W]}, H and W at least {@link #smallestSide} → logits of all patches,
   * {@code [N·h·w]}, image by image and row by row; h is ⌊H/2^layers⌋-2 (64 and 3 layers: 6). Each
   * patch counts as a sample of its own; losses take the mean over them. Features are the last
   * layer's input, {@code [N,F]}. Labels are not looked at.
   */
  public Discriminator discriminator(Norm norm, Init init) {
    List<Layer> stack = new ArrayList<>();
    stack.add(new Conv2d(inputs, width(0), WINDOW, 2, 1, true, init));
    stack.add(Activation.leakyRelu(SLOPE));
    for (int i = 1; i <= layers; i++) {
      int stride = i < layers ? 2 : 1;
      stack.add(new Conv2d(width(i - 1), width(i), WINDOW, stride, 1, norm.needsBias(), init));
      norm.append(stack, width(i), init);
      stack.add(Activation.leakyRelu(SLOPE));
    }
    stack.add(new Conv2d(width(layers), 1, WINDOW, 1, 1, true, init));
    return new Patches(inputs, smallestSide(), new Sequential(stack));
  }

  private static final class Patches extends Discriminator {
    private final long inputs;
    private final long smallest;
    private final Sequential main;

    Patches(long inputs, long smallest, Sequential main) {
      this.inputs = inputs;
      this.smallest = smallest;
      this.main = child("main", main);
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      requireFits("Discriminator.forward(x)", x);
      return main.forward(x).flatten(0);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      requireFits("Discriminator.features(x)", x);
      return main.beforeLast(x).flatten(1);
    }

    private void requireFits(String where, Tensor x) {
      x.requireShape(where, "[N,C,H,W]", ANY, inputs, ANY, ANY);
      if (x.size(2) < smallest || x.size(3) < smallest) {
        throw new IllegalArgumentException(where + ": expected H and W of at least " + smallest
            + ", got " + Arrays.toString(x.shape()).replace(" ", ""));
      }
    }
  }
}
