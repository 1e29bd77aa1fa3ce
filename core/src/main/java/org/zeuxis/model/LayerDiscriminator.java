package org.zeuxis.model;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Sequential;

/**
 * A discriminator that is one stack of layers ending in {@code [N,1]}, without classes. Its
 * features are the input of the last layer. Names begin with {@code main}.
 */
final class LayerDiscriminator extends Discriminator {
  private final long[] batchShape;
  private final String names;
  private final Sequential main;

  LayerDiscriminator(long[] sampleShape, Sequential main) {
    batchShape = new long[sampleShape.length + 1];
    batchShape[0] = Tensor.ANY;
    System.arraycopy(sampleShape, 0, batchShape, 1, sampleShape.length);
    names = sampleShape.length == 3 ? "[N,C,H,W]" : "[N,D]";
    this.main = child("main", main);
  }

  @Override
  public Tensor forward(Tensor x, Tensor labels) {
    x.requireShape("Discriminator.forward(x)", names, batchShape);
    return main.forward(x).squeeze(1);
  }

  @Override
  public Tensor features(Tensor x, Tensor labels) {
    x.requireShape("Discriminator.features(x)", names, batchShape);
    return main.beforeLast(x).flatten(1);
  }
}
