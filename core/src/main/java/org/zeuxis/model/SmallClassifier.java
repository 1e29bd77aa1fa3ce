package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.BatchNorm;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Sequential;

/**
 * A small convolutional classifier of square images of any size from 8 to 128: 3×3 convolutions of
 * 16, 32, 64 and 128 channels, batch norm, ReLU, max pooling between them down to a map of 3 to 5
 * pixels a side, the mean over that map, one linear layer.
 *
 * <p>The features are the means over the last map, as Inception's are: never negative, and close to
 * normal, as each is a mean, which the Fréchet distance supposes.
 */
public final class SmallClassifier extends Module {
  /** How many numbers describe an image. */
  public static final int FEATURES = 128;

  private static final int FIRST_WIDTH = 16;

  private static final int CONVOLUTIONS = 4;

  /** The side of the last map is at least this, so that a mean is one of several values. */
  private static final int SMALLEST = 3;

  private final int channels;
  private final int size;
  private final int classes;
  private final long multiplications;
  private final List<Layer> layers = new ArrayList<>();
  private final Sequential body;
  private final Linear head;

  /**
   * A network that has learnt nothing yet.
   *
   * @param channels of the image, 1 or 3
   * @param size of the image, 8 to 128
   * @param classes at least 2
   */
  public SmallClassifier(int channels, int size, int classes, Init init) {
    require(channels == 1 || channels == 3, "channels must be 1 or 3", channels);
    require(size >= 8 && size <= 128, "size must be in 8..128", size);
    require(classes >= 2, "classes must be >= 2", classes);
    this.channels = channels;
    this.size = size;
    this.classes = classes;
    long work = 0;
    int side = size;
    int in = channels;
    for (int i = 0; i < CONVOLUTIONS || side / 2 >= SMALLEST; i++) {
      int out = Math.min(FEATURES, FIRST_WIDTH << i);
      if (i > 0 && side / 2 >= SMALLEST) {
        layers.add(new HalfSize());
        side /= 2;
      }
      layers.add(new Conv2d(in, out, 3, 1, 1, false, init));
      layers.add(new BatchNorm(out, init));
      layers.add(Activation.relu());
      work += 9L * in * out * side * side;
      in = out;
    }
    multiplications = work;
    body = child("body", new Sequential(layers));
    head = child("head", new Linear(FEATURES, classes, true, init));
  }

  private static void require(boolean condition, String expected, int got) {
    if (!condition) {
      throw new IllegalArgumentException("small classifier: " + expected + ", got " + got);
    }
  }

  /** {@code images [N,C,size,size]} in [-1,1] → {@code [N,128]}. */
  public Tensor features(Tensor images) {
    requireImages("features", images);
    return body.forward(images).mean(2, 3);
  }

  /**
   * The map after each ReLU, from {@code [N,16,size,size]} to {@code [N,128,h,w]}, whose mean over
   * places is {@link #features}. {@code images [N,C,size,size]} in [-1,1].
   */
  public List<Tensor> maps(Tensor images) {
    requireImages("maps", images);
    List<Tensor> maps = new ArrayList<>();
    Tensor x = images;
    for (Layer layer : layers) {
      x = layer.forward(x);
      if (layer instanceof Activation) {
        maps.add(x);
      }
    }
    return maps;
  }

  private void requireImages(String method, Tensor images) {
    images.requireShape(
        "SmallClassifier." + method + "(images)", "[N,C,H,W]", ANY, channels, size, size);
  }

  /** Takes over what another one sees of images of this shape; the head stays as it is. */
  public void seeAs(SmallClassifier other) {
    body.loadStateDict(other.body.stateDict(), "classifier");
  }

  /** {@code features [N,128]} → {@code [N,classes]}. */
  public Tensor logits(Tensor features) {
    return head.forward(features);
  }

  /** The shape of one image, {@code {C,H,W}}. */
  public long[] imageShape() {
    return new long[] {channels, size, size};
  }

  /** How many classes it tells apart. */
  public int classes() {
    return classes;
  }

  /** Multiplications that one image costs on its way to the features. */
  public long multiplications() {
    return multiplications;
  }

  private static final class HalfSize extends Layer {
    @Override
    public Tensor forward(Tensor x) {
      return Functional.maxPool(x, 2);
    }
  }
}
