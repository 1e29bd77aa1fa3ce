package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void refusalLeavesTheHoldersLockAlone() {
    try (RunLock held = RunLock.acquire(run)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> RunLock.acquire(run)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> RunLock.acquire(run)).isInstanceOf(InvalidInputException.class);
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
