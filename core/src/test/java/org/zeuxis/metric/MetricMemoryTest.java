package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.NativeMemory;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Metrics that compare all with all never hold the matrix, of 800 MB here, nor copies of features.
 */
class MetricMemoryTest {
  /** Found were 256 to 391; a matrix of float32 would add 381, one of float64 763. */
  private static final long ALLOWED_MIB = 600;

  @TempDir
  private Path folder;

  @Test
  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  void tenThousandImagesOf2048FeaturesNeedLittleMoreThanThemselves()
      throws IOException, InterruptedException {
    Path measured = folder.resolve("measured");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            // The Java heap is there from the start, so that only native memory can grow.
            "-Xmx128m",
            "-Xms128m",
            "-XX:+AlwaysPreTouch",
            // Else the allocator keeps what is freed, 200 to 400 MiB here.
            "-Dzeuxis.tuning=off",
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-cp",
            System.getProperty("java.class.path"),
            Comparison.class.getName(),
            measured.toString())
        .inheritIO()
        .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    long growth = Long.parseLong(Files.readString(measured)) / 1024;
    System.out.println("peak resident memory grew by " + growth + " MiB");
    assertThat(growth).as("growth in MiB").isLessThan(ALLOWED_MIB);
  }

  /** The process that is watched: file for the figure. */
  static final class Comparison {
    private Comparison() {}

    public static void main(String[] args) throws IOException {
      try (Scope scope = new Scope();
          Rng rng = new Rng(1)) {
        Tensor real = rng.normal(10_000, 2048);
        Tensor generated = rng.normal(10_000, 2048);
        long before = NativeMemory.residentKib();
        // From here on the peak is counted anew (proc(5), clear_refs).
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        PrecisionRecall.of(real, generated);
        DensityCoverage.of(real, generated);
        Files.writeString(Path.of(args[0]), Long.toString(NativeMemory.peakKib() - before));
      }
    }
  }
}
