package org.zeuxis.nn;

import org.zeuxis.engine.Tensor;

/** A module that maps one tensor to one tensor. */
public abstract class Layer extends Module {
  public abstract Tensor forward(Tensor x);
}
