package org.zeuxis.nn;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/** A learned vector for each class. {@code int64 [N]} → {@code [N,width]}. */
public final class Embedding extends Layer {
  private final Tensor weight;

  public Embedding(long rows, long width, Init init) {
    weight = parameter("weight", init.table(rows, width));
  }

  @Override
  public Tensor forward(Tensor indices) {
    return Functional.embedding(weight, indices);
  }
}
