package org.zeuxis.nn;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeuxis.engine.Tensor;

/**
 * The reference batch of virtual batch normalisation (Salimans et al. 2016, arXiv:1606.03498): it
 * goes through a network in front of the examples, and {@link VirtualBatchNorm} takes its
 * statistics.
 */
public final class ReferenceBatch {
  private ReferenceBatch() {}

  /** Whether the network normalises by a reference batch. */
  public static boolean isNeededBy(Module network) {
    AtomicBoolean needed = new AtomicBoolean();
    network.eachModule((prefix, module) -> {
      if (module instanceof VirtualBatchNorm) {
        needed.set(true);
      }
    });
    return needed.get();
  }

  /**
   * From now on the first {@code rows} rows of what the network is given are the reference batch.
   * No state dict holds this: a moving average or a restored network has to be told, too.
   *
   * @param rows at least 1
   */
  public static void apply(Module network, long rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("ReferenceBatch: rows must be >= 1, got " + rows);
    }
    network.eachModule((prefix, module) -> {
      if (module instanceof VirtualBatchNorm norm) {
        norm.reference(rows);
      }
    });
  }

  /**
   * What a layer makes of {@code x [N,...]} beside a reference batch {@code [R,...]}, whose own
   * results are left out. {@code [N,...]}.
   */
  public static Tensor forward(Layer network, Tensor reference, Tensor x) {
    long rows = reference.size(0);
    apply(network, rows);
    Tensor both = network.forward(Tensor.cat(List.of(reference, x), 0));
    return both.narrow(0, rows, both.size(0) - rows);
  }
}
