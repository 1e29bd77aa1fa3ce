package org.zeuxis.model;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;

/** Another initialiser with its weights times a factor; all else as that one's. */
record ScaledInit(Init init, double factor) implements Init {
  @Override
  public Tensor weight(long fanIn, long... shape) {
    return init.weight(fanIn, shape).timesInPlace(factor);
  }

  @Override
  public Tensor bias(long fanIn, long count) {
    return init.bias(fanIn, count);
  }

  @Override
  public Tensor scale(long... shape) {
    return init.scale(shape);
  }

  @Override
  public Tensor table(long rows, long width) {
    return init.table(rows, width);
  }
}
