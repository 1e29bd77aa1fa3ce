package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.zeuxis.app.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up costs no checkpoint. On a small file system in memory, which takes root. */
class FullDiskTest {
  private static final int DISK = 1 << 20;

  @TempDir
  private Path folder;

  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectories(folder.resolve("disk"));
    mounted = System.getProperty("os.name").equals("Linux")
        && execute("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    assumeTrue(mounted, "only root on Linux can mount a small file system");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(execute("umount", disk.toString())).isTrue();
    }
  }

  private static boolean execute(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such command here
    }
  }

  private Path fill(int free) throws IOException {
    return Files.write(disk.resolve("filler"), new byte[DISK - free]);
  }

  private static String[] train(Path run) {
    return Small.train(
        run,
        "--steps=12",
        "--set=output.checkpointEvery=2",
        "--set=output.sampleEvery=3",
        "--set=output.logEvery=1",
        "--set=output.keepCheckpoints=0");
  }

  @Test
  void trainingGoesOnFromTheLastCheckpointOnceThereIsRoom()
      throws IOException, InterruptedException {
    Path undisturbed = folder.resolve("undisturbed");
    Zeuxis.here(train(undisturbed)).succeeded();

    Path filler = fill(450_000); // some four checkpoints
    Path run = disk.resolve("run");
    assertRefused(Zeuxis.here(train(run)), run.toString(), "No space left on device");
    assertThat(RunFiles.checkpoints(run)).contains(0L, 2L).doesNotContain(12L);
    RunFiles.assertNothingUnfinished(run);

    Files.delete(filler);
    Zeuxis.process("resume", run.toString(), "--quiet").succeeded();
    RunFiles.assertSameAt(12, run, undisturbed);
    RunFiles.assertNothingUnfinished(run);
  }

  @Test
  void trainingThatCanSaveNothingLeavesNothing() throws IOException {
    fill(50_000);
    Path run = disk.resolve("run");
    assertRefused(
        Zeuxis.here(train(run)),
        "step-000000000: cannot be saved: No space left on device; nothing was saved before");
    assertThat(run).doesNotExist();
  }

  @Test
  void samplesThatDoNotFitLeaveNoFile() throws IOException {
    Path run = folder.resolve("run");
    Zeuxis.here(Small.train(run, "--steps=2")).succeeded();
    fill(8192);
    for (String name : new String[] {"a.png", "a.npy", "a.zip", "many"}) {
      Path out = disk.resolve(name);
      assertRefused(
          Zeuxis.here("generate", run.toString(), "-n=600", "--out=" + out),
          "--out: " + out + ": cannot be written: No space left on device");
      assertThat(disk).as(name).isDirectoryContaining("glob:**filler");
      try (var left = Files.list(disk)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .as(name)
            .containsExactly("filler");
      }
    }
  }
}
