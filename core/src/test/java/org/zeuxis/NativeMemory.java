package org.zeuxis;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What Linux and its C library say of the memory of this process. */
public final class NativeMemory {
  /** In memory that was mapped for one allocation. */
  private static final int HBLKHD = 4;

  /** In all other allocations. */
  private static final int UORDBLKS = 7;

  private NativeMemory() {}

  /** What is allocated and not freed, in KiB: glibc's mallinfo2(3), 2.33 or newer. */
  public static long allocatedKib() {
    Mallinfo2 info = (Mallinfo2)
        NativeLibrary.getProcess().getFunction("mallinfo2").invoke(Mallinfo2.class, new Object[0]);
    return (info.sizes[UORDBLKS] + info.sizes[HBLKHD]) / 1024;
  }

  /** The numbers of a file, line by line, between single spaces. */
  public static List<List<Long>> figures(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> Stream.of(line.split(" ", -1)).map(Long::valueOf).toList())
        .toList();
  }

  /**
   * By how much the least of the last third of the figures is above that of the first third. A leak
   * lifts it; what is held for a moment, as a checkpoint is until it is written, does not.
   */
  public static long growth(List<Long> figures) {
    int third = figures.size() / 3;
    return Collections.min(figures.subList(figures.size() - third, figures.size()))
        - Collections.min(figures.subList(0, third));
  }

  /** Resident now, in KiB (proc(5), status). */
  public static long residentKib() {
    return read("VmRSS:");
  }

  /** The most that was resident since the start, or since the peak was counted anew, in KiB. */
  public static long peakKib() {
    return read("VmHWM:");
  }

  private static long read(String key) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The C structure: ten sizes in bytes. */
  @Structure.FieldOrder("sizes")
  public static final class Mallinfo2 extends Structure implements Structure.ByValue {
    public long[] sizes = new long[10];
  }
}
