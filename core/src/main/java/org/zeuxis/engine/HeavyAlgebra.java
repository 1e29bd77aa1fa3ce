package org.zeuxis.engine;

/**
 * While it is open, matrix products run on as many threads as all other operations. On some systems
 * the tuning for training leaves them one ({@code NativeTuning}); what was set before comes back on
 * closing. The setting is the process's: a training in another thread may be slower for as long.
 */
public final class HeavyAlgebra implements AutoCloseable {
  private final int before;

  public HeavyAlgebra() {
    int threads = Engine.threads();
    before = NativeTuning.blasThreads();
    NativeTuning.setBlasThreadsForAlgebra(threads);
  }

  @Override
  public void close() {
    NativeTuning.setBlasThreadsForAlgebra(before);
  }
}
