package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Extracts the features of many images, one block after another: beside the features themselves
 * only one block is in memory.
 */
public final class FeatureReader {
  private final FeatureExtractor extractor;
  private final ProgressListener progress;

  public FeatureReader(FeatureExtractor extractor, ProgressListener progress) {
    this.extractor = extractor;
    this.progress = progress;
  }

  /**
   * Which images of a set stand for it: all of them, or a random choice without repetition, in
   * order.
   *
   * @param count at least 1; more than there are means all
   * @param seed of the choice
   */
  public static int[] choose(Dataset data, int count, long seed) {
    if (count < 1) {
      throw new InvalidInputException(data.name() + ": expected at least 1 image, got " + count);
    }
    if (count >= data.size()) {
      return ImageBlocks.all(data);
    }
    return RandomChoice.of(data.size(), count, seed);
  }

  /**
   * The features of chosen images, in the order of {@code indices}, in the caller's scope.
   *
   * @throws InvalidInputException if the data are points, the extractor refuses their shape, or
   *     what it makes of them is no number
   */
  public Features read(Dataset data, int[] indices) {
    if (!data.isImages()) {
      throw new InvalidInputException(
          data.name() + ": is a set of points, and " + extractor.name() + " looks at images");
    }
    try (Scope scope = new Scope()) {
      Collected collected = new Collected(data.name(), indices.length);
      ImageBlocks.forEach(data, indices, (block, images, first) -> collected.add(block, images));
      return collected.keptBy(scope);
    }
  }

  /** Room for all features, filled from the front. */
  private final class Collected {
    private final String whose;
    private final int count;
    private int filled;
    private Tensor vectors;
    private Tensor probabilities;

    Collected(String whose, int count) {
      this.whose = whose;
      this.count = count;
    }

    void add(Scope block, Tensor images) {
      Features found = extractor.extract(images);
      if (!found.vectors().isFinite()) {
        throw new InvalidInputException(extractor.name() + ": the features that it makes of "
            + whose + " hold NaN or infinite numbers");
      }
      vectors = put(block, vectors, found.vectors());
      if (found.probabilities() != null) {
        probabilities = put(block, probabilities, found.probabilities());
      }
      filled = Math.toIntExact(filled + images.size(0));
      progress.progress("extracting features with " + extractor.name(), filled, count);
    }

    /** The room itself outlives the block, whose features tell how wide it must be. */
    private Tensor put(Scope block, Tensor all, Tensor features) {
      Tensor room =
          all != null ? all : block.keep(Tensor.empty(DType.FLOAT32, count, features.size(1)));
      room.narrow(0, filled, features.size(0)).copyFrom(features.to(Device.CPU));
      return room;
    }

    /** Hands over to the scope around the given one. */
    Features keptBy(Scope scope) {
      return new Features(
          scope.keep(vectors), probabilities == null ? null : scope.keep(probabilities));
    }
  }
}
