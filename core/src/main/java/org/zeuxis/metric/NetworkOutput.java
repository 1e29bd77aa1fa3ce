package org.zeuxis.metric;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/** What somebody else's network returned, checked and brought to the form of {@link Features}. */
final class NetworkOutput {
  private NetworkOutput() {}

  /**
   * Takes the first tensor for the features and a second one for logits.
   *
   * @param file named in messages
   * @param outputs {@code [N,d]} or {@code [N,d,1,1]}, then {@code [N,classes]} if there are two
   */
  static Features features(String file, long images, List<Tensor> outputs) {
    Tensor vectors = vectors(file, images, outputs.get(0));
    if (outputs.size() == 1) {
      return new Features(vectors, null);
    }
    return new Features(vectors, vectors(file, images, outputs.get(1)).softmax(1));
  }

  /** {@code [N,d]} or {@code [N,d,1,1]}, of floats → {@code [N,d]} float32. */
  static Tensor vectors(String file, long images, Tensor output) {
    long[] shape = output.shape();
    boolean flat = shape.length >= 2 && Arrays.stream(shape).skip(2).allMatch(side -> side == 1);
    if (!flat || shape[0] != images) {
      throw new InvalidInputException(file + ": its network returns "
          + Arrays.toString(shape).replace(" ", "") + " for " + images
          + " images, expected [N,d] or [N,d,1,1]");
    }
    return output.flatten(1).to(DType.FLOAT32);
  }
}
