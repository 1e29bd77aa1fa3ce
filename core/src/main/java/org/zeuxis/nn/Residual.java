package org.zeuxis.nn;

import org.zeuxis.engine.Tensor;

/**
 * A residual block (He et al. 2015, arXiv:1512.03385, equation 2): {@code main(x) + shortcut(x)},
 * children {@code main} and {@code shortcut}.
 */
public final class Residual extends Layer {
  private final Layer main;
  private final Layer shortcut;

  /** A block whose shortcut is its input. */
  public Residual(Layer main) {
    this(main, new Identity());
  }

  public Residual(Layer main, Layer shortcut) {
    this.main = child("main", main);
    this.shortcut = child("shortcut", shortcut);
  }

  @Override
  public Tensor forward(Tensor x) {
    return main.forward(x).plus(shortcut.forward(x));
  }
}
