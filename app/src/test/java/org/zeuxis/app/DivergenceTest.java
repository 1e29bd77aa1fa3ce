package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.Safetensors;

/** A training whose numbers run away stops by itself and keeps what was good. */
class DivergenceTest {
  @TempDir
  private Path folder;

  /** Without clipping, the critic's loss has no lower bound. */
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "1000, 1000"})
  void runawayTrainingStopsWithTheLastGoodCheckpoint(int checkpointEvery, int sampleEvery)
      throws IOException {
    Path run = folder.resolve("run");
    Zeuxis.Outcome outcome = Zeuxis.here(Small.train(
        run,
        "--steps=400",
        "--set=game.loss=wasserstein",
        "--set=generator.optimizer=sgd",
        "--set=discriminator.optimizer=sgd",
        "--set=generator.learningRate=1e5",
        "--set=discriminator.learningRate=1e5",
        "--set=output.checkpointEvery=" + checkpointEvery,
        "--set=output.sampleEvery=" + sampleEvery));

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.TRAINING_FAILED);
    List<Long> checkpoints = RunFiles.checkpoints(run);
    long last = checkpoints.get(checkpoints.size() - 1);
    assertThat(outcome.errors()).singleElement().asString().matches("zeuxis: step \\d+: .*");
    assertThat(outcome.err())
        .containsPattern("step \\d+: (loss|logit)\\.\\w+ is (NaN|-?Infinity)|not finite")
        .contains("the last good checkpoint is " + RunFiles.checkpoint(run, last))
        .doesNotContain("Exception");
    assertThat(last % checkpointEvery).isZero();
    RunFiles.assertNothingUnfinished(run);
    assertFinite(RunFiles.checkpoint(run, last).resolve("networks.safetensors"));
    assertFinite(RunFiles.checkpoint(run, last).resolve("optimizers.safetensors"));
  }

  private static void assertFinite(Path file) throws IOException {
    try (Scope scope = new Scope()) {
      Safetensors.read(file)
          .tensors()
          .forEach((name, tensor) -> assertThat(tensor.isFinite()).as(name).isTrue());
    }
  }

  @Test
  void lastGoodCheckpointCanBeUsed() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Zeuxis.here(
                Small.train(run, "--steps=50", "--set=generator.learningRate=1e5", "--recipe=wgan"))
            .code())
        .isIn(Main.OK, Main.TRAINING_FAILED);
    Path out = folder.resolve("samples.npy");
    Zeuxis.here("generate", run.toString(), "-n=4", "--out=" + out).succeeded();
    assertThat(Files.size(out)).isGreaterThan(4 * 64 * Float.BYTES);
  }
}
