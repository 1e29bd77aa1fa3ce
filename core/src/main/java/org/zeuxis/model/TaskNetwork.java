package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Sequential;

/**
 * The classifier that domain adaptation is to help: the network for MNIST of DANN (Ganin et al.
 * 2016, arXiv:1505.07818, figure 4a), which PixelDA takes over. Two 5×5 convolutions, each with
 * ReLU and max pooling, give the features, three linear layers the classes.
 *
 * <p>The figure leaves the padding open. Here is none, as with the LeNet that it follows: 28 pixels
 * a side become 12, then 4. PixelDA's code pads.
 */
public final class TaskNetwork extends Module {
  private static final int WINDOW = 5; // figure 4a, as all of these
  private static final int POOL = 2;
  private static final int HIDDEN = 100;

  /** Channels of the first convolution. */
  public static final int FEATURES = 32;

  private final long[] batchShape;
  private final int featureCount;
  private final Layer first;
  private final Layer second;
  private final Layer classifier;

  /**
   * A network that has learnt nothing yet.
   *
   * @param channels of the image
   * @param side of the image, 16 to 64
   * @param classes at least 2
   * @param features channels of the first convolution (the paper: {@link #FEATURES}), at least 2;
   *     the second has half as many again (the paper: 48)
   */
  public TaskNetwork(int channels, int side, int classes, int features, Init init) {
    require(channels >= 1, "channels must be >= 1", channels);
    require(side >= 16 && side <= 64, "side must be in 16..64", side);
    require(classes >= 2, "classes must be >= 2", classes);
    require(features >= 2, "features must be >= 2", features);
    batchShape = new long[] {ANY, channels, side, side};
    int width = features + features / 2;
    int map = pooled(pooled(side));
    featureCount = width * map * map;
    first = child("first", new Conv2d(channels, features, WINDOW, 1, 0, true, init));
    second = child("second", new Conv2d(features, width, WINDOW, 1, 0, true, init));
    classifier = child(
        "classifier",
        new Sequential(
            new Linear(featureCount, HIDDEN, true, init),
            Activation.relu(),
            new Linear(HIDDEN, HIDDEN, true, init),
            Activation.relu(),
            new Linear(HIDDEN, classes, true, init)));
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("task network: " + expected + ", got " + got);
    }
  }

  private static int pooled(int side) {
    return (side - WINDOW + 1) / POOL;
  }

  /** {@code x [N,C,side,side]} in [-1,1] → {@code [N,F]}, never negative. */
  public Tensor features(Tensor x) {
    x.requireShape("TaskNetwork.features(x)", "[N,C,H,W]", batchShape);
    Tensor half = Functional.maxPool(first.forward(x).relu(), POOL);
    return Functional.maxPool(second.forward(half).relu(), POOL).flatten(1);
  }

  /** {@code features [N,F]} → logits {@code [N,classes]}. */
  public Tensor classify(Tensor features) {
    return classifier.forward(features);
  }

  /** {@code x [N,C,side,side]} → logits {@code [N,classes]}. */
  public Tensor forward(Tensor x) {
    return classify(features(x));
  }

  /** F: how many numbers describe an image. */
  public int featureCount() {
    return featureCount;
  }

  /**
   * A new network that tells of which domain features are, DANN's branch behind the reversal of
   * gradients. {@code [N,F]} → logits {@code [N]}.
   *
   * @param features F
   */
  public static Discriminator domainClassifier(long features, Init init) {
    return new LayerDiscriminator(
        new long[] {features},
        new Sequential(
            new Linear(features, HIDDEN, true, init),
            Activation.relu(),
            new Linear(HIDDEN, 1, true, init)));
  }
}
