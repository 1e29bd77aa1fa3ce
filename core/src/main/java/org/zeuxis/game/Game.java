package org.zeuxis.game;

import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;

/** The rules of one iteration. A game neither loops, nor logs, nor saves. */
public interface Game extends AutoCloseable {
  /** Every network that learns, by name. */
  Map<String, Player> players();

  /** Networks that follow others instead of learning, such as moving averages, by name. */
  Map<String, Module> averages();

  /** Random streams that a resumed run has to continue, by name. */
  Map<String, Rng> streams();

  /** Tensors that a resumed run needs besides, by name: they are overwritten in place. */
  Map<String, Tensor> state();

  /**
   * Weights were loaded that the game did not train: what remembers the old ones, such as slow
   * weights, begins at these.
   */
  void weightsLoaded();

  /** How many minibatches of real samples one iteration takes: {@link #play} wants them joined. */
  int batchesPerIteration();

  /**
   * One iteration of the paper's algorithm; every player moved, in the paper's order.
   *
   * @param iteration from 0
   */
  Scores play(Batch batch, long iteration);

  @Override
  void close();
}
