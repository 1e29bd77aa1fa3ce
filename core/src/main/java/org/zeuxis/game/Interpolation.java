package org.zeuxis.game;

import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Ways between two latent vectors {@code [size]}; t runs from 0 to 1. */
public enum Interpolation {
  /**
   * Along the great circle (White 2016, arXiv:1609.04468, section 2.1), which keeps to the lengths
   * that the generator has seen: {@code sin((1-t)θ)/sin θ · a + sin(tθ)/sin θ · b}.
   */
  SLERP {
    @Override
    public Tensor between(Tensor a, Tensor b, double t) {
      try (Scope scope = new Scope()) {
        double cosine = a.times(b).sum().item() / (a.norm().item() * b.norm().item());
        double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
        if (Math.sin(angle) < 1e-6) { // parallel: the circle is a line
          return scope.keep(LERP.between(a, b, t));
        }
        double sine = Math.sin(angle);
        return scope.keep(
            a.times(Math.sin((1 - t) * angle) / sine).plus(b.times(Math.sin(t * angle) / sine)));
      }
    }
  },

  /** Straight: {@code (1-t)·a + t·b}. */
  LERP {
    @Override
    public Tensor between(Tensor a, Tensor b, double t) {
      try (Scope scope = new Scope()) {
        return scope.keep(a.times(1 - t).plus(b.times(t)));
      }
    }
  };

  /** The point at t. */
  public abstract Tensor between(Tensor a, Tensor b, double t);
}
