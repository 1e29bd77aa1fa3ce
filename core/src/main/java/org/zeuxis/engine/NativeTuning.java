package org.zeuxis.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.slf4j.LoggerFactory;

/**
 * Process-wide settings that a training step's speed hangs on. They are set from inside the
 * process, so that a program that embeds the library gets them as the launcher does. A setting that
 * the user made (system property or environment) stays; {@code -Dzeuxis.tuning=off} makes none.
 */
final class NativeTuning {
  /** glibc's {@code mallopt} parameters, from malloc.h. */
  private static final int M_TRIM_THRESHOLD = -1;

  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int M_MMAP_MAX = -4;
  private static final int M_ARENA_MAX = -8;

  private static final int MIB = 1 << 20;

  private NativeTuning() {}

  /**
   * Takes JavaCPP's memory limits away: they count against the Java heap, which holds no tensors,
   * and would end a training that runs in a small heap. Native memory is scoped instead.
   */
  static void beforeLoading() {
    if (isOff()) {
      return;
    }
    setIfUnset("org.bytedeco.javacpp.maxbytes", "0");
    setIfUnset("org.bytedeco.javacpp.maxphysicalbytes", "0");
    keepFreedMemory();
    waitAsleep();
  }

  /**
   * OpenBLAS, which does the matrix products, has threads of its own beside those of OpenMP, which
   * do all else. Where the ones can be kept from spinning against the others there are as many of
   * them, else one alone is faster.
   */
  static void setBlasThreads(int threads) {
    if (!isOff() && System.getenv("OPENBLAS_NUM_THREADS") == null) {
      openblas_nolapack.blas_set_num_threads(Platform.isWindows() ? 1 : threads);
    }
  }

  /** How many of them there are now. */
  static int blasThreads() {
    return openblas_nolapack.blas_get_num_threads();
  }

  /**
   * For work of one matrix product after another, which has none of OpenMP's threads to spin
   * against.
   */
  static void setBlasThreadsForAlgebra(int threads) {
    if (!isOff() && System.getenv("OPENBLAS_NUM_THREADS") == null) {
      openblas_nolapack.blas_set_num_threads(threads);
    }
  }

  /**
   * A step allocates and frees the same tensors again and again. By default glibc returns each of
   * them to the kernel, which then has to zero new pages; told to keep them, it hands the same
   * memory out again.
   */
  private static void keepFreedMemory() {
    if (!Platform.isLinux() || System.getenv("MALLOC_TRIM_THRESHOLD_") != null) {
      return;
    }
    try {
      Function mallopt = NativeLibrary.getInstance("c").getFunction("mallopt");
      mallopt.invokeInt(new Object[] {M_ARENA_MAX, 1});
      mallopt.invokeInt(new Object[] {M_MMAP_MAX, 0});
      mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, 32 * MIB});
      mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, Integer.MAX_VALUE});
      mallopt.invokeInt(new Object[] {M_TOP_PAD, 64 * MIB});
    } catch (UnsatisfiedLinkError e) {
      LoggerFactory.getLogger(NativeTuning.class).debug("no mallopt here: {}", e.getMessage());
    }
  }

  /**
   * Threads that wait for others must sleep soon. By default they spin for so long that, once any
   * other process wants a core too, most of a step is spun away: 20 times as slow was measured with
   * two busy processes on two cores. And OpenBLAS's threads spin against OpenMP's even on a quiet
   * machine: then a step takes up to 1.6 times as long. Both libraries read the environment when
   * they are loaded.
   */
  private static void waitAsleep() {
    if (!Platform.isWindows()) {
      Function setenv = NativeLibrary.getInstance("c").getFunction("setenv");
      int keepUsers = 0;
      setenv.invokeInt(new Object[] {"GOMP_SPINCOUNT", "1000", keepUsers});
      setenv.invokeInt(
          new Object[] {"OPENBLAS_THREAD_TIMEOUT", "4", keepUsers}); // 2⁴ cycles, the least
    }
  }

  private static boolean isOff() {
    return "off".equals(System.getProperty("zeuxis.tuning"));
  }

  private static void setIfUnset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
