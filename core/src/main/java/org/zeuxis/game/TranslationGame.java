package org.zeuxis.game;

import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Translator;

/**
 * What all games have in common that make images of images. A game of its own is {@link #play},
 * {@link #targets}, {@link #answer}, {@link #show} and {@link #contest}.
 *
 * <p>The translator that matters is called {@code generator}, who judges its images
 * {@code discriminator}.
 */
public abstract class TranslationGame extends JudgedGame implements Translates {
  protected TranslationGame(Parts parts) {
    super(parts);
  }

  @Override
  public void drawNoise(long seed) {
    if (!dropInUse(seed)) {
      throw new InvalidInputException("nothing is left to chance: the networks have no dropout");
    }
  }

  /** A translator as it learns. */
  protected final Translator translator(String name) {
    return (Translator) player(name).network();
  }

  /**
   * A translator's images, as {@link #used}; images that are smaller than what it takes, or no
   * multiple of it, are mirrored at the right and at the bottom, and cut off again.
   *
   * @param condition {@code [N,K]}, or null
   */
  protected final Tensor made(String name, Tensor images, Tensor condition) {
    return used(name, Translator.class, images, (network, part, first) -> {
      Tensor told = condition == null ? null : onDevice(condition.narrow(0, first, part.size(0)));
      return fitted(network, part, told).clamp(-1, 1);
    });
  }

  private static Tensor fitted(Translator network, Tensor x, Tensor condition) {
    long height = x.size(2);
    long width = x.size(3);
    if (Math.max(height, width) > network.largest()) {
      throw new IllegalArgumentException("images of " + width + "x" + height
          + ": expected at most " + network.largest() + "x" + network.largest()
          + ", which the network is made for");
    }
    Tensor padded = mirrored(mirrored(x, 2, network), 3, network);
    Tensor y = network.forward(padded, condition);
    long scale = y.size(2) / padded.size(2);
    return y.narrow(2, 0, height * scale).narrow(3, 0, width * scale);
  }

  /** Mirrored at the far end until the size is one that the network takes. */
  private static Tensor mirrored(Tensor x, int dimension, Translator network) {
    int multiple = network.multiple();
    Tensor y = x;
    while (y.size(dimension) < network.smallest() || y.size(dimension) % multiple != 0) {
      long size = y.size(dimension);
      long missing = multiple - size % multiple;
      long add = Math.max(1, Math.min(missing, size - 1));
      Tensor edge = y.narrow(dimension, Math.max(0, size - 1 - add), add).flip(dimension);
      y = Tensor.cat(List.of(y, edge), dimension);
    }
    return y;
  }
}
