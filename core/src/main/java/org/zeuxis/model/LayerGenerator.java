package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Layer;

/**
 * A generator that is one stack of layers and has no classes. Its parameters' names begin with
 * {@code main}.
 */
final class LayerGenerator extends Generator {
  private final long latent;
  private final Layer main;

  LayerGenerator(long latent, Layer main) {
    this.latent = latent;
    this.main = child("main", main);
  }

  @Override
  public Tensor forward(Tensor z, Tensor labels) {
    z.requireShape("Generator.forward(z)", "[N,latent]", ANY, latent);
    return main.forward(z);
  }
}
