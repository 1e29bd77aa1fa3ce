package org.zeuxis.game;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;

/**
 * Puts back what a network in training changes by being looked at: running statistics, random
 * streams and who listens.
 */
final class Untouched implements AutoCloseable {
  private final List<Module> networks;
  private final Map<Tensor, Tensor> buffers = new HashMap<>();
  private final Map<Rng, byte[]> streams = new HashMap<>();

  Untouched(List<Module> networks, Iterable<Rng> streams) {
    this.networks = networks;
    networks.forEach(network ->
        network.buffers().values().forEach(buffer -> buffers.put(buffer, buffer.copy())));
    streams.forEach(stream -> this.streams.put(stream, stream.state()));
  }

  @Override
  public void close() {
    try (NoGrad guard = new NoGrad()) {
      buffers.forEach((buffer, before) -> buffer.copyFrom(before));
    }
    streams.forEach(Rng::restore);
    networks.forEach(network -> network.listen(null));
  }
}
