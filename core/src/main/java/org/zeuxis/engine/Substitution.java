package org.zeuxis.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * While it is open, tensors stand for others in every operation, so that a network computes with
 * other weights than its own and gradients go to those (PyTorch's
 * {@code torch.func.functional_call}):
 *
 * <pre>{@code
 * try (Substitution swap = new Substitution(parameters, unrolledParameters)) {
 *   return network.forward(x);
 * }
 * }</pre>
 *
 * <p>Whoever holds one of the tensors sees the other one meanwhile, the module and its optimizer
 * included. So only forward passes belong inside: a write in place, {@link Tensor#retain()} or
 * {@link Tensor#close()} would meet the substitute, and no other thread may use the network. It
 * moves no lifetimes: the substitutes still belong to the scope that they were made in, which must
 * outlast this. Substitutions may be nested, and close in the opposite order.
 */
public final class Substitution implements AutoCloseable {
  private final List<Tensor> tensors;
  private final List<org.bytedeco.pytorch.Tensor> own;
  private final List<org.bytedeco.pytorch.Tensor> substitutes;
  private boolean open;

  /**
   * Lets each of the tensors stand for the value of the same index.
   *
   * @param tensors a network's parameters, each once
   * @param values as many, of the same shapes
   * @throws IllegalArgumentException if their number or a shape differs, or a tensor occurs twice;
   *     nothing is substituted then
   */
  public Substitution(List<Tensor> tensors, List<Tensor> values) {
    requireSameShapes(tensors, values);
    this.tensors = List.copyOf(tensors);
    own = tensors.stream().map(tensor -> tensor.raw).toList();
    substitutes = values.stream().map(value -> value.raw).toList();
    put(substitutes);
    open = true;
  }

  private static void requireSameShapes(List<Tensor> tensors, List<Tensor> values) {
    if (tensors.size() != values.size()) {
      throw new IllegalArgumentException("Substitution(tensors, values): expected " + tensors.size()
          + " values, got " + values.size());
    }
    if (new HashSet<>(tensors).size() < tensors.size()) {
      throw new IllegalArgumentException(
          "Substitution(tensors, values): expected each tensor once, got one twice");
    }
    for (int i = 0; i < tensors.size(); i++) {
      long[] expected = tensors.get(i).shape();
      long[] got = values.get(i).shape();
      if (!Arrays.equals(expected, got)) {
        throw new IllegalArgumentException("Substitution(tensors, values): value " + i
            + " has shape " + text(got) + ", expected " + text(expected));
      }
    }
  }

  private static String text(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }

  private void put(List<org.bytedeco.pytorch.Tensor> raw) {
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).raw = raw.get(i);
    }
  }

  /**
   * Lets the tensors stand for themselves again.
   *
   * @throws IllegalStateException if one opened later is still open
   */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    for (int i = 0; i < tensors.size(); i++) {
      if (!tensors.get(i).raw.equals(substitutes.get(i))) {
        throw new IllegalStateException(
            "Substitution.close(): expected to be closed before those around it, tensor " + i
                + " is substituted by another");
      }
    }
    put(own);
    open = false;
  }
}
