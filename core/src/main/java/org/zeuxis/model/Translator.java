package org.zeuxis.model;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;

/** A network that makes images of images. */
public abstract class Translator extends Module {
  /**
   * Makes images.
   *
   * @param x {@code [N,C,H,W]} in [-1,1]; H and W multiples of {@link #multiple()}, at least
   *     {@link #smallest()}
   * @param condition what else it is told, {@code [N,K]}, such as the attributes wanted or noise;
   *     networks that are told nothing do not look at it
   * @return {@code [N,C',H',W']}; networks whose colours are linear may leave [-1,1]
   */
  public abstract Tensor forward(Tensor x, Tensor condition);

  /** The largest height and width that it takes. */
  public int largest() {
    return Integer.MAX_VALUE;
  }

  /** The smallest height and width that it takes. */
  public int smallest() {
    return multiple();
  }

  /** What the height and the width of images must be multiples of. */
  public int multiple() {
    return 1;
  }
}
