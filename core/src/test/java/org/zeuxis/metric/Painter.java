package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Latent;
import org.zeuxis.game.MapsLatents;

/**
 * A generator without training: real samples of the class that is asked for, with a little noise.
 */
class Painter implements Generates {
  private static final float NOISE = 0.05f;

  private final Dataset data;
  private final int classes;
  private final List<int[]> byClass = new ArrayList<>();

  Painter(Dataset data, int classes) {
    this.data = data;
    this.classes = classes;
    for (int c = 0; c < classes; c++) {
      int wanted = c;
      byClass.add(IntStream.range(0, data.size())
          .filter(i -> classes == 1 || data.label(i) == wanted)
          .toArray());
    }
  }

  private int width() {
    int width = 1;
    for (long side : data.sampleShape()) {
      width = Math.toIntExact(width * side);
    }
    return width;
  }

  @Override
  public Latent latent() {
    return new Latent(width(), Latent.Distribution.NORMAL);
  }

  @Override
  public int classes() {
    return classes;
  }

  /** The n-th sample of its class for the n-th vector. */
  @Override
  public Tensor generate(Tensor z, Tensor labels) {
    float[] values = z.toFloats();
    long[] asked = labels.toLongs();
    int width = width();
    float[] real = new float[width];
    for (int i = 0; i < asked.length; i++) {
      int[] some = byClass.get((int) asked[i]);
      data.read(some[i % some.length], false, real, 0);
      for (int p = 0; p < width; p++) {
        values[i * width + p] = painted(real[p], values[i * width + p]);
      }
    }
    return Tensor.of(values, shape(asked.length));
  }

  private float painted(float real, float noise) {
    return data.isImages() ? Math.max(-1, Math.min(1, real + NOISE * noise)) : real;
  }

  private long[] shape(long count) {
    long[] sample = data.sampleShape();
    long[] shape = new long[sample.length + 1];
    shape[0] = count;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    return shape;
  }

  /** The same in two halves: w is the noise. */
  static final class InHalves extends Painter implements MapsLatents {
    InHalves(Dataset data) {
      super(data, 1);
    }

    @Override
    public Tensor map(Tensor z) {
      return z.times(2);
    }

    @Override
    public Tensor synthesize(Tensor w) {
      return generate(w, Tensor.of(new long[(int) w.size(0)], w.size(0)));
    }
  }
}
