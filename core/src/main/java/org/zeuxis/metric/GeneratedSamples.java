package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ImageSet;
import org.zeuxis.data.PointSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.game.Generates;

/**
 * Draws samples of a generator and keeps them as a data set: images in 8 bits, as files hold them.
 */
final class GeneratedSamples {
  /** Samples that are made at once: a checkpoint's generator makes as many, so both agree. */
  private static final int CHUNK = 64;

  private GeneratedSamples() {}

  /**
   * New samples.
   *
   * @param labels the class of each; of no effect on a generator without classes
   * @param classNames of those labels
   * @throws TrainingFailedException if one is not finite
   */
  static Dataset draw(
      Generates generator,
      int[] labels,
      List<String> classNames,
      long seed,
      ProgressListener progress) {
    List<byte[]> images = new ArrayList<>();
    List<float[]> points = new ArrayList<>();
    long[] shape = null;
    try (Rng rng = Rng.of(seed, "evaluation")) {
      for (int start = 0; start < labels.length; start += CHUNK) {
        int[] some = Arrays.copyOfRange(labels, start, Math.min(labels.length, start + CHUNK));
        try (Scope scope = new Scope()) {
          Tensor asked = labels(generator, some);
          Tensor made = generator.generate(generator.latents(rng, asked), asked);
          if (!made.isFinite()) {
            throw new TrainingFailedException("the generator's samples are not finite");
          }
          shape = Arrays.copyOfRange(made.shape(), 1, made.dimensions());
          for (int i = 0; i < some.length; i++) {
            float[] sample = made.select(0, i).contiguous().toFloats();
            if (shape.length == 1) {
              points.add(sample);
            } else {
              images.add(bytes(sample)); // a quarter of the room
            }
          }
        }
        progress.progress("generating", start + some.length, labels.length);
      }
    }
    return shape.length == 1
        ? PointSet.of("generated", points)
        : ImageSet.of("generated", (int) shape[0], (int) shape[1], images, labels, classNames);
  }

  private static Tensor labels(Generates generator, int[] labels) {
    long[] asked = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      asked[i] = generator.classes() == 1 ? 0 : labels[i];
    }
    return Tensor.of(asked, asked.length);
  }

  /** What is measured is what a file would hold. */
  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) ImageGrid.level(values[i]);
    }
    return bytes;
  }
}
