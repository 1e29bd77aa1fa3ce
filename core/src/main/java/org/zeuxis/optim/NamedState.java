package org.zeuxis.optim;

import java.util.Arrays;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Tensor;

/** Writes saved tensors into those of the same names. */
public final class NamedState {
  private NamedState() {}

  /**
   * Overwrites {@code state} in place.
   *
   * @param owner and {@code what} are named in messages
   * @throws InvalidInputException if names or shapes differ; nothing is overwritten then
   */
  public static void restore(
      Map<String, Tensor> state, Map<String, Tensor> values, String owner, String what) {
    if (!values.keySet().equals(state.keySet())) {
      throw new InvalidInputException(what + ": expected the state of " + owner + " with "
          + state.size() + " tensors, got " + values.size() + " of other names");
    }
    state.forEach((name, tensor) -> {
      long[] got = values.get(name).shape();
      if (!Arrays.equals(got, tensor.shape())) {
        throw new InvalidInputException(what + ": state of another network: " + name + " has shape "
            + shape(got) + ", expected " + shape(tensor.shape()));
      }
    });
    state.forEach((name, tensor) -> tensor.copyFrom(values.get(name)));
  }

  private static String shape(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }
}
