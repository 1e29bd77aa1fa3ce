package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that start at the same moment where the natives were never unpacked. */
@Tag("slow")
class FirstLoadTest {
  private static final int PROCESSES = 2;

  /** What each process does: the first object of the engine, then a sum. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      System.out.println(Tensor.ones(3).sum().item());
    }
  }

  @Test
  void processesThatLoadAtOnceIntoAnEmptyCacheAllWork(@TempDir Path cache)
      throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-Dorg.bytedeco.javacpp.cachedir=" + cache,
              "-cp",
              System.getProperty("java.class.path"),
              Program.class.getName())
          .redirectErrorStream(true)
          .redirectOutput(cache.resolve("output-" + i + ".txt").toFile())
          .start());
    }
    for (int i = 0; i < PROCESSES; i++) {
      Process process = processes.get(i);
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      String output = Files.readString(cache.resolve("output-" + i + ".txt"));
      assertThat(process.exitValue()).as(output).isZero();
      assertThat(output).contains("3.0");
    }
  }
}
