package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeavyAlgebraTest {
  private final int before = Engine.threads();

  @BeforeEach
  void useTwoThreads() {
    assumeTrue(System.getenv("OPENBLAS_NUM_THREADS") == null, "set by who started the tests");
    Engine.setThreads(2);
  }

  @AfterEach
  void restore() {
    Engine.setThreads(before);
  }

  @Test
  void matrixProductsUseAllThreadsAndWhatWasSetComesBack() {
    NativeTuning.setBlasThreadsForAlgebra(1); // as the tuning does on Windows
    try (HeavyAlgebra threads = new HeavyAlgebra()) {
      assertThat(NativeTuning.blasThreads()).isEqualTo(2);
      try (HeavyAlgebra nested = new HeavyAlgebra()) {
        assertThat(NativeTuning.blasThreads()).isEqualTo(2);
      }
      assertThat(NativeTuning.blasThreads()).isEqualTo(2);
    }
    assertThat(NativeTuning.blasThreads()).isEqualTo(1);
  }
}
