package org.zeuxis.game;

import java.util.Arrays;
import java.util.Locale;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Which part of an image is missing (Pathak et al. 2016, arXiv:1604.07379, section 3.3). */
public final class Masks {
  /** How a mask comes about. */
  public enum Kind {
    /** The middle, half as high and half as wide as the image. */
    CENTRE {
      @Override
      void cut(float[] hole, int height, int width, Rng rng) {
        clear(hole, width, height / 4, width / 4, height / 2, width / 2);
      }
    },

    /** Some rectangles anywhere, which cover about a quarter of the image. */
    RANDOM {
      @Override
      void cut(float[] hole, int height, int width, Rng rng) {
        for (int missing = 0; missing < ENOUGH * height * width; missing = missing(hole)) {
          try (Scope scope = new Scope()) {
            float[] u = rng.uniform(0, 1, 4).toFloats();
            int h = side(u[0], height);
            int w = side(u[1], width);
            clear(hole, width, place(u[2], height - h), place(u[3], width - w), h, w);
          }
        }
      }
    };

    /** Writes 1 where something is missing, {@code hole [height,width]}, all 0 before. */
    abstract void cut(float[] hole, int height, int width, Rng rng);

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sides of rectangles, of the image's. The paper: smaller ones than the middle. */
  private static final double SMALLEST = 1 / 8.0;

  private static final double LARGEST = 1 / 3.0;

  /** No further rectangle where this is missing: then it is a quarter on average (section 3.3). */
  private static final double ENOUGH = 0.22;

  /** Of masks that people and the doctor look at, the same for every run. */
  private static final long SHOWN = 1;

  private final Kind kind;

  public Masks(Kind kind) {
    this.kind = kind;
  }

  /**
   * Masks, one after the other from a stream; {@link Kind#CENTRE} draws nothing of it.
   *
   * @return {@code [count,1,height,width]}, 1 where something is missing, else 0
   */
  public Tensor draw(Rng rng, int count, int height, int width) {
    float[] masks = new float[count * height * width];
    float[] hole = new float[height * width];
    for (int i = 0; i < count; i++) {
      Arrays.fill(hole, 0);
      kind.cut(hole, height, width, rng);
      System.arraycopy(hole, 0, masks, i * hole.length, hole.length);
    }
    return Tensor.of(masks, count, 1, height, width);
  }

  /** Masks to look at: the first few are the same however many there are, and in every run. */
  public Tensor shown(int count, int height, int width) {
    try (Rng rng = new Rng(SHOWN)) {
      return draw(rng, count, height, width);
    }
  }

  private static int side(double u, int whole) {
    return Math.max(1, (int) Math.round(whole * (SMALLEST + u * (LARGEST - SMALLEST))));
  }

  /** One of the places 0 … {@code last}. */
  private static int place(double u, int last) {
    return (int) (u * (last + 1));
  }

  private static void clear(float[] hole, int width, int top, int left, int h, int w) {
    for (int y = top; y < top + h; y++) {
      Arrays.fill(hole, y * width + left, y * width + left + w, 1);
    }
  }

  private static int missing(float[] hole) {
    int missing = 0;
    for (float pixel : hole) {
      missing += pixel > 0 ? 1 : 0;
    }
    return missing;
  }
}
