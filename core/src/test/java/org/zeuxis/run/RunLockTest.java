package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class RunLockTest {
  @TempDir
  private Path run;

  @Test
  void secondWriterIsToldThatTheRunIsInUse() {
    try (RunLock held = RunLock.acquire(run)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> RunLock.acquire(run))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(run + ": in use by another training");
    }
  }

  /** Another process must see it: this one's own table of locks would hide that it is gone. */
  @Test
  void refusalLeavesTheHoldersLockAlone() throws IOException, InterruptedException {
    try (RunLock held = RunLock.acquire(run)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> RunLock.acquire(run)).isInstanceOf(InvalidInputException.class);
      assertThat(anotherProcessGetsIt()).isFalse();
    }
    assertThat(anotherProcessGetsIt()).isTrue();
  }

  private boolean anotherProcessGetsIt() throws IOException, InterruptedException {
    return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                run.toString())
            .start()
            .waitFor()
        == 0;
  }

  /** Exits with 0 where it gets the lock. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) {
      RunLock.acquire(Path.of(args[0])).close();
    }
  }

  @Test
  void nextWriterGetsTheRunOnceItIsReleased() {
    RunLock.acquire(run).close();
    RunLock.acquire(run).close();
    assertThat(run.resolve("lock")).isEmptyFile();
  }

  @Test
  void directoryThatIsNotThereCannotBeLocked() {
    assertThatThrownBy(() -> RunLock.acquire(run.resolve("none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be locked");
  }
}
