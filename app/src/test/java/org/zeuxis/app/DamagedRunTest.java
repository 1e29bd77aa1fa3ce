package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A run whose files are damaged is not gone on with: one line names the file and the way out. */
class DamagedRunTest {
  static final List<String> PARTS =
      List.of("networks.safetensors", "optimizers.safetensors", "state.json", "SHA256SUMS");

  @TempDir
  private static Path folder;

  private static Path sound;
  private static int copies;

  private Path run;

  @BeforeAll
  static void trainALittle() {
    sound = folder.resolve("sound");
    Zeuxis.here(Small.train(sound, "--steps=4", "--set=output.checkpointEvery=2"))
        .succeeded();
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("copy" + copies++);
    try (Stream<Path> paths = Files.walk(sound)) {
      for (Path path : paths.toList()) {
        Files.copy(path, run.resolve(sound.relativize(path).toString()));
      }
    }
  }

  private Zeuxis.Outcome resume(String... more) {
    return Zeuxis.here(
        Stream.concat(Stream.of("resume", run.toString(), "--steps=6", "--quiet"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Zeuxis.Outcome generate() {
    return Zeuxis.here("generate", run.toString(), "-n=4", "--out=" + folder.resolve("never.png"));
  }

  /**
   * Who reads the file refuses, touches nothing, and the checkpoint before can still be gone on
   * from.
   */
  private void assertDamageIsFound(String part, String... words) throws IOException {
    var before = RunFiles.contents(run);
    assertRefused(resume(), words);
    if (part.startsWith("networks")) { // all that generating needs
      assertRefused(generate(), words);
    }
    assertThat(RunFiles.contents(run)).isEqualTo(before);
    assertThat(folder.resolve("never.png")).doesNotExist();
    resume("--from=2").succeeded();
    assertThat(RunFiles.checkpoints(run)).contains(6L);
  }

  @ParameterizedTest
  @FieldSource("PARTS")
  void checkpointCutShort(String part) throws IOException {
    TestData.cut(RunFiles.checkpoint(run, 4).resolve(part), 9);
    assertDamageIsFound(part, "SHA", "the checkpoint is damaged", "the one before is of step 2");
  }

  @ParameterizedTest
  @FieldSource("PARTS")
  void checkpointThatIsEmpty(String part) throws IOException {
    Files.write(RunFiles.checkpoint(run, 4).resolve(part), new byte[0]);
    assertDamageIsFound(part, "the checkpoint is damaged", "the one before is of step 2");
  }

  @ParameterizedTest
  @FieldSource("PARTS")
  void checkpointWithOneBitFlipped(String part) throws IOException {
    Path file = RunFiles.checkpoint(run, 4).resolve(part);
    TestData.flip(file, part.equals("SHA256SUMS") ? 3 : (int) (Files.size(file) / 2));
    assertDamageIsFound(part, "the checkpoint is damaged", "the one before is of step 2");
  }

  @ParameterizedTest
  @FieldSource("PARTS")
  void checkpointWithAFileMissing(String part) throws IOException {
    Files.delete(RunFiles.checkpoint(run, 4).resolve(part));
    assertDamageIsFound(part, part, "the checkpoint is damaged", "the one before is of step 2");
  }

  @Test
  void weightsOfAnotherArchitecture() throws IOException {
    Path recipe = run.resolve("recipe.yaml");
    Files.writeString(recipe, Files.readString(recipe).replace("features: 4\n", "features: 8\n"));
    assertRefused(
        resume(),
        "networks.safetensors (generator): weights of another architecture",
        "has shape",
        "expected");
    assertRefused(generate(), "weights of another architecture", "has shape", "expected");
    assertThat(RunFiles.checkpoints(run)).containsExactly(0L, 2L, 4L);
  }

  @Test
  void stateOfAnotherOptimizer() throws IOException {
    Path recipe = run.resolve("recipe.yaml");
    Files.writeString(
        recipe, Files.readString(recipe).replace("optimizer: adam\n", "optimizer: sgd\n"));
    assertRefused(resume(), "optimizers.safetensors (generator): expected the state of Sgd");
  }

  @Test
  void runWithoutACheckpoint() throws IOException {
    Files.move(run.resolve("checkpoints"), folder.resolve("elsewhere" + copies));
    assertRefused(resume(), run + ": has no checkpoint");
    assertRefused(generate(), run + ": has no checkpoint");
  }

  @Test
  void recipeWithAValueOutOfRange() throws IOException {
    edit("batchSize: 8\n", "batchSize: -8\n");
    assertRecipeIsRefused("training.batchSize: expected >= 1", "got -8");
  }

  @Test
  void recipeWithAKeyThatIsUnknown() throws IOException {
    edit("batchSize: 8\n", "batchSize: 8\n    batchSice: 8\n");
    assertRecipeIsRefused("batchSice");
  }

  @Test
  void recipeWithAKeyMissing() throws IOException {
    edit("    batchSize: 8\n", "");
    assertRecipeIsRefused("batchSize");
  }

  @Test
  void recipeCutShort() throws IOException {
    TestData.cut(run.resolve("recipe.yaml"), 400);
    assertRecipeIsRefused();
  }

  @Test
  void recipeThatIsNoText() throws IOException {
    Files.write(run.resolve("recipe.yaml"), new byte[] {0, (byte) 0xff, (byte) 0xfe, 3, 2, 1});
    assertRecipeIsRefused();
  }

  @Test
  void recipeThatIsEmpty() throws IOException {
    Files.write(run.resolve("recipe.yaml"), new byte[0]);
    assertRecipeIsRefused("expected a recipe");
  }

  private void edit(String old, String changed) throws IOException {
    Path recipe = run.resolve("recipe.yaml");
    String text = Files.readString(recipe, StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    Files.writeString(recipe, text.replace(old, changed));
  }

  private void assertRecipeIsRefused(String... words) throws IOException {
    String[] all = Stream.concat(Stream.of("recipe.yaml"), Stream.of(words)).toArray(String[]::new);
    assertRefused(resume(), all);
    assertRefused(generate(), all);
    assertThat(RunFiles.checkpoints(run)).containsExactly(0L, 2L, 4L);
  }

  @Test
  void damagedRunDoesNotHideTheOthers() throws IOException {
    Path runs = Files.createDirectories(folder.resolve("runs" + copies));
    Files.move(run, runs.resolve("a"));
    run = runs.resolve("a");
    edit("batchSize: 8\n", "batchSize: -8\n");
    Path good = runs.resolve("b");
    Zeuxis.here(Small.train(good, "--steps=2")).succeeded();
    assertThat(Zeuxis.here("runs", runs.toString()).succeeded().out())
        .contains("batchSize", good + " ", "step 2 of 2");
  }
}
