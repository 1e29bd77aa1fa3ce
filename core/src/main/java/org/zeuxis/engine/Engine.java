package org.zeuxis.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.StringSupplier;
import org.bytedeco.pytorch.global.torch;

/** The native library: loading, tuning, threads. Loads itself on first use. */
public final class Engine {
  /** Kept for as long as the process lives: libtorch calls it for every error. */
  private static final StringSupplier NO_STACK_TRACE;

  static {
    // In this order: the first object of the binding loads it and reads its settings.
    NativeTuning.beforeLoading();
    loadUnderLock();
    NativeTuning.setBlasThreads(torch.get_num_threads());
    NO_STACK_TRACE = new NoStackTrace();
    NO_STACK_TRACE.retainReference();
    torch.SetStackTraceFetcher(NO_STACK_TRACE);
  }

  private Engine() {}

  /** Loads and tunes libtorch if that has not happened yet. */
  public static void load() {
    // The static initialiser did it.
  }

  /**
   * Extracting the natives into the cache is not safe in two processes at once (SIGBUS in one of
   * them), so the first load holds a lock on a file beside them.
   */
  private static void loadUnderLock() {
    try {
      Path lock = Loader.getCacheDir().toPath().resolve("zeuxis-first-load.lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (held.isValid()) {
          Loader.load(openblas_nolapack.class);
          Loader.load(torch.class);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the native libraries: " + e.getMessage(), e);
    }
  }

  /**
   * Threads that one operation uses. Another count gives other last bits, so a checkpoint records
   * it.
   */
  public static int threads() {
    return torch.get_num_threads();
  }

  /**
   * Sets {@link #threads()} for the calling thread and for threads that have not used libtorch yet.
   */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1, got " + threads);
    }
    torch.set_num_threads(threads);
    NativeTuning.setBlasThreads(threads);
  }

  /** The vector instructions in use, such as {@code AVX512}. */
  public static String cpuCapability() {
    try (BytePointer text = torch.get_cpu_capability()) {
      return text.getString();
    }
  }

  private static final class NoStackTrace extends StringSupplier {
    @Override
    public BytePointer call() {
      return new BytePointer("");
    }
  }
}
