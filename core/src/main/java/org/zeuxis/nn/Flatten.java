package org.zeuxis.nn;

import org.zeuxis.engine.Tensor;

/** {@code [N,...]} → {@code [N,product]}. */
public final class Flatten extends Layer {
  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(1);
  }
}
