package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.NativeMemory;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.LivePointers;

/** Evaluation after evaluation in one process, as a long training makes them, takes no memory. */
class EvaluationSoakTest {
  private static final int EVALUATIONS = 30;

  /** Until then libtorch and Java have their buffers, and the heap has found its size. */
  private static final int WARM = 10;

  /** A leak of 50 KiB an evaluation, the features of one alone have 100; found were 41 and 44. */
  private static final long ALLOWED_KIB = 700;

  /** The allocator takes 10 MiB at once, in the third evaluation or a later one. */
  private static final long ALLOWED_RESIDENT_KIB = 16 * 1024;

  @TempDir
  private Path folder;

  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @ValueSource(strings = {"pixels", "classifier"})
  void thirtyEvaluationsTakeNoMoreMemoryThanTen(String features)
      throws IOException, InterruptedException {
    Path figures = folder.resolve("figures");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", // as ./zeuxis does, with a heap that is there from the start
            "-Xmx256m",
            "-Xms256m",
            "-XX:+AlwaysPreTouch",
            "-XX:TieredStopAtLevel=1",
            // Else the garbage collector would free what a scope forgot, and hide a leak.
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-cp",
            System.getProperty("java.class.path"),
            Soak.class.getName(),
            features,
            folder.resolve("cache").toString(),
            figures.toString())
        .inheritIO()
        .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();

    List<List<Long>> watched = NativeMemory.figures(figures);
    assertThat(watched).hasSize(EVALUATIONS);
    long resident = watched.get(EVALUATIONS - 1).get(0) - watched.get(WARM - 1).get(0);
    long allocated = NativeMemory.growth(
        watched.subList(WARM, EVALUATIONS).stream().map(f -> f.get(1)).toList());
    System.out.printf(
        "%s, evaluations %d to %d: resident %d KiB more, allocated %d%n",
        features, WARM, EVALUATIONS, resident, allocated);
    assertThat(allocated).as("growth in KiB of allocated memory").isLessThan(ALLOWED_KIB);
    assertThat(resident).as("growth in KiB of resident memory").isLessThan(ALLOWED_RESIDENT_KIB);
  }

  /** The process that is watched: what features, cache, file for the figures. */
  static final class Soak {
    private Soak() {}

    public static void main(String[] args) throws IOException {
      Engine.setThreads(1);
      DataOptions options = DataOptions.defaults().withCache(Path.of(args[1]));
      Dataset digits = DataSource.open("digits", options, ProgressListener.NONE);
      Painter painter = new Painter(digits, 1);
      Reference reference = Reference.open(
          digits,
          "digits",
          options,
          "",
          args[0],
          new Reference.Settings(400, 1),
          ProgressListener.NONE);
      StringBuilder figures = new StringBuilder();
      try (Evaluation evaluation = Evaluation.all(reference)) {
        for (int i = 0; i < EVALUATIONS; i++) {
          evaluation.of(painter);
          figures.append(NativeMemory.residentKib() + " " + NativeMemory.allocatedKib() + "\n");
        }
      }
      Files.writeString(Path.of(args[2]), figures);
    }
  }

  @Test
  void referenceThatIsClosedLeavesNoPointers() {
    DataOptions options = DataOptions.defaults().withCache(folder);
    Dataset digits = DataSource.open("digits", options, ProgressListener.NONE);
    List<String> metrics = List.of("fid", "kid", "precision-recall", "ppl", "swd");
    long before = -1;
    for (int i = 0; i < 3; i++) {
      Reference reference = Reference.open(
          digits,
          "digits",
          options,
          "",
          "pixels",
          new Reference.Settings(64, 1),
          ProgressListener.NONE);
      try (Evaluation evaluation = Evaluation.of(reference, metrics)) {
        evaluation.of(new Painter(digits, 1));
      }
      if (i == 0) {
        before = LivePointers.count(); // with what libtorch keeps once it was used
      }
    }
    assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
  }
}
