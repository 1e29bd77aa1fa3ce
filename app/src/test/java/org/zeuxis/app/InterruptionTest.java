package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** However a training's process ends, the run goes on where its newest checkpoint is. */
class InterruptionTest {
  /** More than any of these trainings gets to. */
  private static final long FAR = 1_000_000;

  private static final long SEED = 20_26;

  @TempDir
  private Path folder;

  private static String[] train(Path run, long steps) {
    return Small.train(
        run,
        "--steps=" + steps,
        "--set=output.checkpointEvery=2",
        "--set=output.sampleEvery=3",
        "--set=output.keepCheckpoints=2",
        "--set=output.logEvery=1");
  }

  @Test
  void killedThreeTimesEndsAsUndisturbed() throws Exception {
    assertKillsDoNoHarm(3);
  }

  @Test
  @Tag("slow")
  void killedTwentyTimesEndsAsUndisturbed() throws Exception {
    assertKillsDoNoHarm(20);
  }

  private void assertKillsDoNoHarm(int kills) throws Exception {
    Random random = new Random(SEED);
    Path run = folder.resolve("killed");
    int unfinished = 0;
    for (int i = 0; i < kills; i++) {
      List<Long> before = RunFiles.checkpoints(run);
      long from = before.isEmpty() ? 0 : before.get(before.size() - 1);
      Zeuxis.Child child = i == 0
          ? Zeuxis.start(List.of(), train(run, FAR))
          : Zeuxis.start(List.of(), "resume", run.toString());
      long logged = i == 0 ? 0 : RunFiles.steps(run).size();
      awaitEvents(child, run, logged + 1 + random.nextInt(9));
      if (i % 2 == 0) {
        child.until(() -> isSaving(run));
      }
      pause(random.nextInt(5_000_000));
      child.process().destroyForcibly();
      Zeuxis.Outcome outcome = child.await();
      assertThat(outcome.err()).isEqualTo(i == 0 ? "" : run + ": from step " + from + "\n");
      assertThat(RunFiles.checkpoints(run)).isNotEmpty();
      unfinished += isSaving(run) ? 1 : 0;
    }
    System.out.println("killed " + kills + " times, within a save " + unfinished + " times");

    List<Long> saved = RunFiles.checkpoints(run);
    long end = saved.get(saved.size() - 1) + 5;
    Zeuxis.process("resume", run.toString(), "--quiet", "--steps=" + end).succeeded();
    Path undisturbed = folder.resolve("undisturbed");
    Zeuxis.here(train(undisturbed, end)).succeeded();
    RunFiles.assertSameAt(end, run, undisturbed);
    RunFiles.assertNothingUnfinished(run);
    assertThat(RunFiles.checkpoints(run)).isEqualTo(RunFiles.checkpoints(undisturbed));
    assertThat(RunFiles.contents(run.resolve("samples")))
        .isEqualTo(RunFiles.contents(undisturbed.resolve("samples")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void controlCSavesTheStepItStoppedAtAndSaysHowToGoOn() throws Exception {
    Path run = folder.resolve("interrupted");
    Zeuxis.Child child = Zeuxis.start(List.of(), train(run, FAR));
    awaitEvents(child, run, 15);
    child.interrupt();
    Zeuxis.Outcome outcome = child.await();

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(130);
    assertThat(outcome.err()).isEmpty();
    List<Long> saved = RunFiles.checkpoints(run);
    long stopped = saved.get(saved.size() - 1);
    assertThat(outcome.out())
        .contains("stopped at step " + stopped + ", saved; go on with: zeuxis resume " + run)
        .contains("samples: " + RunFiles.grid(run, stopped));
    assertThat(RunFiles.grid(run, stopped)).exists();
    assertThat(RunFiles.steps(run)).hasSize((int) stopped);
    RunFiles.assertNothingUnfinished(run);

    Zeuxis.process("resume", run.toString(), "--quiet", "--steps=" + (stopped + 5))
        .succeeded();
    Path undisturbed = folder.resolve("undisturbed");
    Zeuxis.here(train(undisturbed, stopped + 5)).succeeded();
    RunFiles.assertSameAt(stopped + 5, run, undisturbed);
  }

  @Test
  @Tag("slow")
  @DisabledOnOs(OS.WINDOWS)
  void controlCTwiceDoesNotCutTheSavingShort() throws Exception {
    Path run = folder.resolve("interrupted");
    Zeuxis.Child child = Zeuxis.start(List.of(), train(run, FAR));
    awaitEvents(child, run, 5);
    child.interrupt();
    child.interrupt();
    assertThat(child.await().code()).isEqualTo(130);
    List<Long> saved = RunFiles.checkpoints(run);
    long stopped = saved.get(saved.size() - 1);
    assertThat(RunFiles.steps(run)).hasSize((int) stopped);
  }

  /**
   * Until the training has logged so many steps, whole lines only: a kill may have left half a
   * line.
   */
  private static void awaitEvents(Zeuxis.Child child, Path run, long steps) throws IOException {
    child.until(() -> {
      try {
        return RunFiles.steps(run).size() >= steps;
      } catch (NoSuchFileException e) {
        return false; // it has hardly begun
      }
    });
  }

  private static boolean isSaving(Path run) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
      entries.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names.stream().anyMatch(name -> name.startsWith(".tmp-"));
  }

  /** Some moments, so that the kill falls anywhere in what the process does. */
  private static void pause(int nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }
}
