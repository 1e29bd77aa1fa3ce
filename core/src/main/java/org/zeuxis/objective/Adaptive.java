package org.zeuxis.objective;

import java.util.Map;
import org.zeuxis.engine.Tensor;

/** Learns from D's logits after each of its updates; its state is saved with the training. */
public interface Adaptive extends AutoCloseable {
  /**
   * Takes notice of one update of D.
   *
   * @param onReal logits of real images, {@code [N]}, detached
   * @param onFake logits of generated images, {@code [N]}, detached
   */
  void learn(Tensor onReal, Tensor onFake);

  /**
   * What its future depends on, by name: live tensors that resuming overwrites in place, and that
   * live until it is closed.
   */
  Map<String, Tensor> state();

  /** Weights were loaded: what began at the network's old ones begins at these. */
  default void weightsLoaded() {}

  /** Numbers for the event log, by name. */
  default Map<String, Double> readings() {
    return Map.of();
  }

  @Override
  default void close() {
    state().values().forEach(Tensor::close);
  }
}
