package org.zeuxis.model;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Layer;

/**
 * A discriminator that is one stack of layers ending in {@code [N,1]}, without classes. Names begin
 * with {@code main}.
 */
final class LayerDiscriminator extends Discriminator {
  private final long[] batchShape;
  private final String names;
  private final Layer main;

  LayerDiscriminator(long[] sampleShape, Layer main) {
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
}
