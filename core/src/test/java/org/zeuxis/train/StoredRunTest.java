package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.Npy;
import org.zeuxis.run.TrainedGenerator;

/**
 * A run that an older version left, as of checkpoint format 1, stays usable. It was made by
 *
 * <pre>
 * ./zeuxis train --size 8 --batch 8 --steps 4 --out RUN --set network.features=2 --set latent.size=4 \
 *     --set training.ema=0.9 --set output.keepCheckpoints=1 --set output.checkpointEvery=4
 * ./zeuxis generate RUN -n 4 --seed 7 --out RUN/seed7.npy
 * </pre>
 */
class StoredRunTest {
  @TempDir
  private Path run;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path stored = Path.of(StoredRunTest.class.getResource("/runs/format-1").toURI());
    try (Stream<Path> paths = Files.walk(stored)) {
      for (Path path : paths.toList()) {
        Path target = run.resolve(stored.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  @Test
  void generatesWhatItGenerated() throws IOException {
    try (Scope scope = new Scope();
        TrainedGenerator generator = TrainedGenerator.load(run)) {
      assertThat(generator.step()).isEqualTo(4);
      float[] expected = Npy.read(run.resolve("seed7.npy")).toFloats();
      // Other processors sum in another order, hence not bit for bit.
      assertThat(generator.generate(4, 7).toFloats()).containsExactly(expected, within(1e-5f));
    }
  }

  @Test
  void goesOn() {
    try (Training training = Training.resume(
        run,
        recipe -> recipe.withTraining(recipe.training().until(6, 0, 0, 0)),
        -1,
        TrainingOptions.defaults())) {
      assertThat(training.step()).isEqualTo(4);
      assertThat(training.run().step()).isEqualTo(6);
    }
  }

  @Test
  void trainsOnceOnly() {
    try (Training training = Training.resume(
        run,
        recipe -> recipe.withTraining(recipe.training().until(5, 0, 0, 0)),
        -1,
        TrainingOptions.defaults())) {
      training.run();
      assertThatThrownBy(training::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Training.resume goes on");
    }
  }

  /** An end that is past is no reason to throw away what came after it. */
  @Test
  void openingAloneChangesNothing() throws IOException {
    String recipe = Files.readString(run.resolve("recipe.yaml"));
    try (Training training = Training.resume(
        run, r -> r.withTraining(r.training().until(1, 0, 0, 0)), -1, TrainingOptions.defaults())) {
      assertThat(training.step()).isGreaterThan(training.end());
    }
    assertThat(run.resolve("recipe.yaml")).hasContent(recipe);
    assertThat(run.resolve("checkpoints/step-000000004")).exists();
  }

  @Test
  void generatorRefusesWhatItDoesNotKnow() {
    TrainedGenerator generator = TrainedGenerator.load(run);
    assertThatThrownBy(() -> generator.generate(new long[] {1}, 7))
        .hasMessage("labels: expected 0..0, got 1");
    generator.close();
    assertThatThrownBy(() -> generator.generate(1, 7))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
