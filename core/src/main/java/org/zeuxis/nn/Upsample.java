package org.zeuxis.nn;

import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/** Enlarges by a whole factor. {@code [N,C,H,W]} → {@code [N,C,factor·H,factor·W]}. */
public final class Upsample extends Layer {
  /** How new pixels are made. */
  public enum Mode {
    NEAREST,
    BILINEAR
  }

  private final long factor;
  private final Mode mode;

  public Upsample(long factor, Mode mode) {
    this.factor = factor;
    this.mode = mode;
  }

  @Override
  public Tensor forward(Tensor x) {
    long height = x.size(2) * factor;
    long width = x.size(3) * factor;
    return mode == Mode.NEAREST
        ? Functional.upsampleNearest(x, height, width)
        : Functional.upsampleBilinear(x, height, width);
  }
}
