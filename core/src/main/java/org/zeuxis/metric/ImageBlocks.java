package org.zeuxis.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Chosen images of a data set, one block after another, so that memory stays bounded. */
final class ImageBlocks {
  /** Values in one block: 16 MiB of float32, and some dozens of times that in a network's maps. */
  private static final long VALUES = 4 << 20;

  /** More images at once make no network faster. */
  private static final int MOST_IMAGES = 256;

  private ImageBlocks() {}

  /** What is done with one block. */
  @FunctionalInterface
  interface Work {
    /**
     * Called inside a scope of its own.
     *
     * @param block that scope
     * @param images {@code [n,C,H,W]} in [-1,1]
     * @param first the place of the block's first image in the list of indices
     */
    void with(Scope block, Tensor images, int first);
  }

  /** Images in a block, by their shape {@code {C,H,W}}. */
  static int size(long... shape) {
    long values = shape[0] * shape[1] * shape[2];
    return (int) Math.max(1, Math.min(MOST_IMAGES, VALUES / values));
  }

  /** Every image of a set, in order. */
  static int[] all(Dataset data) {
    return IntStream.range(0, data.size()).toArray();
  }

  static void forEach(Dataset data, int[] indices, Work work) {
    ImageBatches images = ImageBatches.of(data);
    int size = size(images.shape());
    for (int first = 0; first < indices.length; first += size) {
      int[] block = Arrays.copyOfRange(indices, first, Math.min(indices.length, first + size));
      try (Scope scope = new Scope()) {
        work.with(scope, images.read(block), first);
      }
    }
  }
}
