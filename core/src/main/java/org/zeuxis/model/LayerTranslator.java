package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Layer;

/**
 * A translator that is one stack of layers and is told nothing else. Its parameters' names begin
 * with {@code main}.
 */
final class LayerTranslator extends Translator {
  private final long in;
  private final int multiple;
  private final int smallest;
  private final Layer main;

  /**
   * A network of {@code [N,in,H,W]}.
   *
   * @param multiple what H and W must be multiples of
   * @param smallest what H and W must be at least
   */
  LayerTranslator(int in, int multiple, int smallest, Layer main) {
    this.in = in;
    this.multiple = multiple;
    this.smallest = smallest;
    this.main = child("main", main);
  }

  @Override
  public Tensor forward(Tensor x, Tensor condition) {
    x.requireShape("Translator.forward(x)", "[N,C,H,W]", ANY, in, ANY, ANY);
    if (!fits(x.size(2)) || !fits(x.size(3))) {
      throw new IllegalArgumentException(
          "Translator.forward(x): expected H and W to be multiples of "
              + multiple + ", at least " + smallest + ", got "
              + Arrays.toString(x.shape()).replace(" ", ""));
    }
    return main.forward(x);
  }

  private boolean fits(long side) {
    return side >= smallest && side % multiple == 0;
  }

  @Override
  public int smallest() {
    return smallest;
  }

  @Override
  public int multiple() {
    return multiple;
  }
}
