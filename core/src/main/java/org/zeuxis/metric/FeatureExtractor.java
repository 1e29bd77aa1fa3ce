package org.zeuxis.metric;

import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Tensor;

/** Turns images into vectors whose distances mean something. For use by one thread. */
public interface FeatureExtractor extends AutoCloseable {
  /** What a user calls it, such as {@code classifier} or {@code torchscript:inception.pt}. */
  String name();

  /** SHA-256 (64 hexadecimal digits) of all that determines the vectors. */
  String hash();

  /** How images are brought to the size it takes, {@code none} where they stay as they are. */
  String resizer();

  /** What a reader of its numbers should know, such as the accuracy of a classifier. */
  default Map<String, String> facts() {
    return Map.of();
  }

  /**
   * The vectors of some images, in the caller's scope.
   *
   * @param images {@code [N,C,H,W]} in [-1,1]
   * @throws InvalidInputException if it does not take images of this shape; one line that says what
   *     it takes
   */
  Features extract(Tensor images);

  /**
   * Vectors whose squared distance is how different two images look, in the caller's scope: for
   * path lengths, which need images that were never rounded to 256 levels. Extractors that were
   * made for this (LPIPS) return others than {@link #extract}.
   *
   * @param images {@code [N,C,H,W]} in [-1,1]
   * @return {@code [N,d]}
   * @throws InvalidInputException as {@link #extract}
   */
  default Tensor perceptual(Tensor images) {
    return extract(images).vectors();
  }

  /**
   * What its layers see at each place of some images, in the caller's scope: for
   * {@link FeatureDistance}. An extractor that does not show its layers gives its vectors, as the
   * map of one layer and one place.
   *
   * @param images {@code [N,C,H,W]} in [-1,1]
   * @return for each layer {@code [N,d,h,w]}, from the image on
   * @throws InvalidInputException as {@link #extract}
   */
  default List<Tensor> maps(Tensor images) {
    Tensor vectors = extract(images).vectors();
    return List.of(vectors.reshape(vectors.size(0), vectors.size(1), 1, 1));
  }

  @Override
  void close();
}
