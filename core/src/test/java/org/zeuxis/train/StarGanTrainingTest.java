package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;

/** StarGAN in a run directory: on a table of attributes, and on the classes of a set. */
@ExtendWith(OneThread.class)
class StarGanTrainingTest {

  @TempDir
  private Path folder;

  private Path table;

  @BeforeEach
  void paint() throws IOException {
    table = folder.resolve("attributes.tsv");
    Files.createDirectories(folder.resolve("images"));
    StringBuilder rows = new StringBuilder("file\tbright\tround\n");
    try (Scope scope = new Scope()) {
      for (int i = 0; i < 12; i++) {
        ImageGrid.writePng(
            folder.resolve("images/" + i + ".png"),
            ImageGrid.image(new Rng(i).uniform(-1, 1, 3, 8, 8)));
        rows.append(i + "\t" + i % 2 + "\t" + i / 2 % 2 + "\n");
      }
    }
    Files.writeString(table, rows);
  }

  private static Recipe recipe(int steps, String... more) {
    List<String> settings = new ArrayList<>(List.of(
        "network.features=2",
        "network.layers=1",
        "training.batchSize=4",
        "training.ema=0.9",
        "game.discriminatorSteps=2",
        "output.checkpointEvery=100",
        "output.sampleEvery=4",
        "output.samples=4",
        "training.steps=" + steps));
    settings.addAll(List.of(more));
    return Catalogue.resolve("stargan", settings);
  }

  private String[] attributes() {
    return new String[] {"data.source=" + folder.resolve("images"), "data.attributes=" + table};
  }

  private static void train(Recipe recipe, Path run) {
    try (Training training = Training.start(recipe, run)) {
      training.run();
    }
  }

  private void assertResumesExactly(String... data) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    train(recipe(7, data), whole);
    train(recipe(3, data), parts);
    try (Training training = Training.resume(
        parts,
        recipe -> recipe.withTraining(recipe.training().until(7, 0, 0, 0)),
        -1,
        TrainingOptions.defaults())) {
      assertThat(training.step()).isEqualTo(3);
      training.run();
    }
    for (String file : List.of("networks.safetensors", "optimizers.safetensors", "state.json")) {
      assertThat(Run.open(parts).checkpoints().path(7).resolve(file))
          .hasSameBinaryContentAs(Run.open(whole).checkpoints().path(7).resolve(file));
    }
    assertThat(Run.open(parts).sampleGrid(7))
        .hasSameBinaryContentAs(Run.open(whole).sampleGrid(7));
  }

  @Test
  void resumesExactlyOnAttributes() throws IOException {
    assertResumesExactly(attributes());
  }

  @Test
  void resumesExactlyOnClasses() throws IOException {
    assertResumesExactly("data.source=digits", "data.size=8", "data.limit=100");
  }

  @Test
  void tableIsRememberedByAPathForEveryDirectory() {
    Path here = Path.of("").toAbsolutePath();
    String relative = here.relativize(table.toAbsolutePath()).toString();
    Path run = folder.resolve("run");
    train(recipe(1, attributes()[0], "data.attributes=" + relative), run);
    assertThat(Run.open(run).manifest().recipe().data().attributes())
        .isEqualTo(table.toAbsolutePath().toString());
  }

  @Test
  void anotherTableIsNotWhatTheRunWasTrainedOn() throws IOException {
    Path run = folder.resolve("run");
    train(recipe(1, attributes()), run);
    Files.writeString(table, Files.readString(table).replace("round", "square"));
    assertThatThrownBy(() -> Training.resume(run, r -> r, -1, TrainingOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("are not what the run was trained on");
  }

  @Test
  void imagesWithoutClassesOrTableAreRefused() {
    assertThatThrownBy(() -> Training.start(recipe(1, attributes()[0]), folder.resolve("run")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("recipe stargan: expected at least two domains: a table (data.attributes), or"
            + " images with classes, such as folders; got one class");
  }

  @Test
  void networksOfOtherGamesAreRefused() {
    assertThatThrownBy(() -> recipe(1, "network.name=unet"))
        .hasMessageContaining("network.name: expected stargan with game.kind stargan, got unet");
    assertThatThrownBy(() -> Catalogue.resolve("cyclegan", List.of("network.name=stargan")))
        .hasMessageContaining("network.name: expected another than stargan");
  }
}
