package org.zeuxis.nn;

import java.util.List;
import org.zeuxis.engine.Tensor;

/** Layers one after another, named {@code 0}, {@code 1}, … */
public final class Sequential extends Layer {
  private final List<Layer> layers;

  public Sequential(Layer... layers) {
    this(List.of(layers));
  }

  public Sequential(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    for (int i = 0; i < layers.size(); i++) {
      child(Integer.toString(i), layers.get(i));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return run(x, layers.size());
  }

  /** What the last layer is given: the output of all the others. */
  public Tensor beforeLast(Tensor x) {
    return run(x, layers.size() - 1);
  }

  private Tensor run(Tensor x, int count) {
    Tensor y = x;
    for (int i = 0; i < count; i++) {
      Tensor next = layers.get(i).forward(y);
      tell(Integer.toString(i), next);
      if (y != x && y != next) {
        y.close(); // the graph keeps what the way back needs; the rest is free for the next layer
      }
      y = next;
    }
    return y;
  }
}
