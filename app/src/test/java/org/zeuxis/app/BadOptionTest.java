package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.zeuxis.app.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.Device;
import org.zeuxis.run.Run;
import org.zeuxis.run.RunLock;

/** Options and places that cannot be used are refused in one line, and leave nothing behind. */
class BadOptionTest {
  @TempDir
  private static Path folder;

  private static Path run;

  @BeforeAll
  static void trainALittle() {
    run = folder.resolve("run");
    Zeuxis.here(Small.train(run, "--steps=2")).succeeded();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --recipe=dgcan                | recipe 'dgcan' is unknown, did you mean dcgan?
      --recipe=nosuch.yaml          | recipe nosuch.yaml: cannot be read
      --set=generator.learnigRate=1 | unknown key 'generator.learnigRate', did you mean generator.learningRate?
      --set=generator.learningRate  | --set: expected key=value
      --set=network.features=many   | network.features: expected a whole number, got 'many'
      --set=network.features=0      | network.features: expected >= 1, got 0
      --set=game.loss=hing          | game.loss: 'hing' is none of minimax, non-saturating, least-squares, wasserstein, hinge, focal, relativistic-pairing, relativistic-average, relativistic-average-least-squares, did you mean hinge?
      --steps=-5                    | --steps: expected > 0, got -5
      --steps=0                     | --steps: expected > 0, got 0
      --steps=some                  | Invalid value for option '--steps': 'some' is not a long
      --minutes=NaN                 | --minutes: expected > 0, got NaN
      --batch=1                     | training.batchSize: expected >= 2
      --stps=3                      | unknown option '--stps=3', did you mean --steps?
      --threads=-1                  | --threads: expected >= 0, got -1
      --device=tpu                  | device: expected auto, cpu, cuda or cuda:n, got 'tpu'
      """)
  void optionOfTraining(String option, String message) {
    Path out = folder.resolve("never");
    assertRefused(Zeuxis.here("train", "--quiet", "--out", out.toString(), option), message);
    assertThat(out).doesNotExist();
  }

  @Test
  void gpuWhereNoneIs() {
    assumeTrue(Device.gpus() == 0, "this machine has a GPU");
    Path out = folder.resolve("never");
    assertRefused(
        Zeuxis.here("train", "--quiet", "--out", out.toString(), "--device=cuda"),
        "device: cuda is not there, GPUs found: 0");
    assertThat(out).doesNotExist();
  }

  @Test
  void processEndsWithTheExitCode() throws Exception {
    Path out = folder.resolve("never");
    assertRefused(Zeuxis.process("train", "--out=" + out, "--recipe=dgcan"), "mean dcgan?");
    assertThat(out).doesNotExist();
  }

  @Test
  void stackTraceIsPrintedOnlyWhereItIsAskedFor() {
    assertThat(Zeuxis.here("train", "--recipe=dgcan", "--verbose").err())
        .contains("InvalidInputException", "\tat ")
        .endsWith("or the path of a .yaml file)" + System.lineSeparator());
  }

  @Test
  void commandThatIsNone() {
    assertRefused(Zeuxis.here("trian"), "unknown argument 'trian', did you mean", "train");
    assertRefused(Zeuxis.here("generate"), "Missing required parameter: 'RUN'");
    assertRefused(Zeuxis.here("recipes", "show", "dcgna"), "did you mean dcgan?");
  }

  @Test
  void directoryThatHoldsARun() throws IOException {
    var before = RunFiles.contents(run);
    assertRefused(
        Zeuxis.here(Small.train(run, "--steps=2")),
        run + ": holds a run already; go on with 'zeuxis resume " + run + "'");
    assertThat(RunFiles.contents(run)).isEqualTo(before);
  }

  @Test
  void directoryThatHoldsSomethingElse() throws IOException {
    Path letters = Files.createDirectories(folder.resolve("letters"));
    Files.writeString(letters.resolve("to-nobody.txt"), "dear nobody");
    assertRefused(
        Zeuxis.here(Small.train(letters, "--steps=2")),
        letters + ": expected a new or empty directory, it holds other files");
    assertThat(letters.resolve("to-nobody.txt")).hasContent("dear nobody");
    assertThat(letters).isDirectoryNotContaining("glob:**recipe.yaml");
  }

  @Test
  void directoryThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    assertRefused(Zeuxis.here(Small.train(file.resolve("run"), "--steps=2")), "file", "cannot be");
    assertRefused(Zeuxis.here(Small.train(file, "--steps=2")), file + ": expected a new or empty");
    assertThat(file).hasContent("content");
  }

  @Test
  void runThatAnotherProcessTrains() throws Exception {
    Zeuxis.Child holder = Zeuxis.startClass(List.of(), LockHolder.class, run.toString());
    try {
      LockHolder.awaitHeld(holder);
      assertRefused(
          Zeuxis.here("resume", run.toString(), "--steps=4", "--quiet"),
          run + ": in use by another training");
    } finally {
      holder.process().destroyForcibly().waitFor();
    }
    assertThat(RunFiles.checkpoints(run)).containsExactly(0L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume", "generate", "interpolate"})
  void directoryThatIsNoRun(String command) throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefused(
        Zeuxis.here(command, empty.toString()), empty + ": is no run, recipe.yaml is missing");
    assertRefused(Zeuxis.here(command, folder.resolve("absent").toString()), "absent: is no run");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void resumingWithOtherData() {
    assertRefused(
        Zeuxis.here("resume", run.toString(), "--steps=4", "--quiet", "--data=ring"),
        "ring: is a set of points");
    assertRefused(
        Zeuxis.here("resume", run.toString(), "--steps=4", "--quiet", "--data=" + idxFolder()),
        "data: other-digits (5 samples) are not what the run was trained on (digits, 1797 samples)");
  }

  private static Path idxFolder() {
    try {
      return TestData.idx(folder.resolve("other-digits"), 5, 5);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void resumingFromAStepThatHasNoCheckpoint() {
    assertRefused(
        Zeuxis.here("resume", run.toString(), "--from=1", "--steps=4", "--quiet"),
        "no checkpoint of step 1, there are [0, 2]");
    assertRefused(
        Zeuxis.here("resume", run.toString(), "--from=-7", "--steps=4", "--quiet"),
        "--from: expected >= 0, got -7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --class=3     | --class: | knows no classes
      -n=0          | -n: expected >= 1, got 0 |
      --step=1      | no checkpoint of step 1, there are [0, 2] |
      --device=tpu  | device: expected auto |
      --sede=3      | did you mean --seed or --select? |
      """)
  void optionOfGenerating(String option, String message, String more) {
    Path out = folder.resolve("never.png");
    assertRefused(
        Zeuxis.here("generate", run.toString(), "--out", out.toString(), option),
        message,
        more == null ? "" : more);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --frames=1     | --frames: expected >= 2, got 1
      --method=lurp  | Invalid value for option '--method'
      --class=1      | --class: this run knows no classes
      """)
  void optionOfInterpolating(String option, String message) {
    Path out = folder.resolve("never.gif");
    assertRefused(
        Zeuxis.here("interpolate", run.toString(), "--out", out.toString(), option), message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.npy", "a.zip", "a"})
  void samplesIntoAPlaceThatIsNone(String name) throws IOException {
    Path file = Files.writeString(folder.resolve("plain"), "content");
    Path out = file.resolve(name);
    assertRefused(
        Zeuxis.here("generate", run.toString(), "-n=2", "--out", out.toString()),
        "--out: " + out + ": cannot be written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "a"})
  void walkIntoAPlaceThatIsNone(String name) throws IOException {
    Path out = Files.writeString(folder.resolve("plain"), "content").resolve(name);
    assertRefused(
        Zeuxis.here("interpolate", run.toString(), "--frames=2", "--out", out.toString()),
        "--out: " + out + ": cannot be written");
  }

  @ParameterizedTest
  @CsvSource({"generate,a.jpg,'expected a .png, .zip, .npy'", "interpolate,a.mp4,expected a .gif"})
  void kindOfFileThatIsNotWritten(String command, String name, String message) {
    Path out = folder.resolve(name);
    assertRefused(Zeuxis.here(command, run.toString(), "--out", out.toString()), message);
    assertThat(out).doesNotExist();
  }

  @Test
  void classThatIsNone() {
    Path conditional = folder.resolve("conditional");
    Zeuxis.here(Small.train(conditional, "--recipe=cgan", "--steps=2")).succeeded();
    assertRefused(
        Zeuxis.here("generate", conditional.toString(), "--class=eleven"),
        "--class: 'eleven' is none of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9");
    assertRefused(
        Zeuxis.here("generate", conditional.toString(), "--class=10"), "'10' is none of 0, 1");
  }

  /** A process that holds the lock of a run until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws InterruptedException {
      try (RunLock lock = Run.open(Path.of(args[0])).lock()) {
        System.out.println("held");
        Thread.currentThread().join(); // for ever
      }
    }

    static void awaitHeld(Zeuxis.Child holder) throws IOException {
      while (!Files.readString(holder.out()).startsWith("held")) {
        assertThat(holder.process().isAlive()).isTrue();
        Thread.onSpinWait();
      }
    }
  }
}
