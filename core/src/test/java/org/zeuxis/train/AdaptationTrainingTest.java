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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;

/** Domain adaptation in a run directory. */
@ExtendWith(OneThread.class)
class AdaptationTrainingTest {
  @TempDir
  private Path folder;

  private Path colours;

  @BeforeEach
  void paint() throws IOException {
    colours = folder.resolve("colours");
    Files.createDirectories(colours);
    try (Scope scope = new Scope()) {
      for (int i = 0; i < 6; i++) {
        ImageGrid.writePng(
            colours.resolve(i + ".png"), ImageGrid.image(new Rng(i).uniform(-1, 1, 3, 16, 16)));
      }
    }
  }

  private Recipe recipe(String name, int steps, String... more) {
    List<String> settings = new ArrayList<>(List.of(
        "data.source=source=digits,target=" + colours,
        "data.size=16",
        "data.channels=1",
        "network.features=2",
        "training.batchSize=4",
        "training.ema=0.9",
        "translation.reversalSteps=5",
        "output.checkpointEvery=100",
        "output.samples=4",
        "training.steps=" + steps));
    if (name.equals("pixelda")) {
      settings.add("network.layers=1");
    }
    settings.addAll(List.of(more));
    return Catalogue.resolve(name, settings);
  }

  private static void train(Recipe recipe, Path run) {
    try (Training training = Training.start(recipe, run)) {
      training.run();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixelda", "dann", "source-only"})
  void resumesExactly(String name) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    train(recipe(name, 7), whole);
    train(recipe(name, 3), parts);
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
  }

  @Test
  void imagesAreDrawnWhereThereAreAny() {
    Path pixels = folder.resolve("pixels");
    Path features = folder.resolve("features");
    train(recipe("pixelda", 1), pixels);
    train(recipe("dann", 1), features);
    assertThat(Run.open(pixels).sampleGrid(1)).exists();
    assertThat(Run.open(features).sampleGrid(1)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixelda", "dann", "source-only"})
  void domainsOfOtherColoursAreRefused(String name) {
    assertRefused(
        recipe(name, 1, "data.channels=0"),
        "recipe " + name + ": source has 1 channels and target 3, expected as many;"
            + " --set data.channels=3 brings both to one number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixelda", "dann", "source-only"})
  void sourceWithoutClassesIsRefused(String name) {
    assertRefused(
        recipe(name, 1, "data.source=source=" + colours + ",target=digits"),
        "recipe " + name + ": source needs at least 2 classes; in a folder of images"
            + " sub-folders are classes");
  }

  @Test
  void oneSetIsRefused() {
    assertRefused(
        recipe("dann", 1, "data.source=digits"),
        "--data: this recipe translates from one set to another, expected two, such as"
            + " A=horses/,B=zebras/, got 'digits'");
  }

  private void assertRefused(Recipe recipe, String message) {
    assertThatThrownBy(() -> Training.start(recipe, folder.resolve("run")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dann|network.name=unet|network.name: expected task-network with game.kind dann, got unet",
        "pixelda|network.name=task-network|network.name: expected another than task-network",
        "dcgan|network.name=task-network|network.name: expected another than task-network",
        "cyclegan|network.name=pixelda|network.name: expected another than pixelda, which is told noise",
        "pixelda|training.batchSize=1|training.batchSize: expected >= 2 (batch norm needs two), got 1",
        "pixelda|network.attention=true|network.attention: expected false with pixelda, got true",
        "pixelda|evaluation.every=5|evaluation.every (--eval-every): expected 0 with pixelda",
        "pix2pix|data.paired=false|data.paired: expected true with pix2pix, got false",
        "cyclegan|network.attention=true|network.attention: expected false with resnet-translator",
        "pix2pix|network.minibatch=std|network.minibatch: expected none with unet, got std",
        "inpaint|network.generatorNorm=virtual-batch|network.generatorNorm: expected another than",
        "dann|augment.name=ada|augment.name: expected none with dann",
        "dann|discriminator.penalties=bcr|discriminator.penalties: expected neither cr nor bcr",
        "dann|generator.penalties=orthogonal|generator.penalties, game.topK: expected none and 1",
        "dann|game.topK=0.5|generator.penalties, game.topK: expected none and 1 with dann",
        "dann|network.generatorWeights=spectral|network.generatorWeights: expected plain with dann",
        "dann|translation.reversalSteps=-1|translation.reversalSteps: expected >= 0, got -1"
      })
  void settingsThatDoNotGoTogetherAreNamed(String name, String setting, String message) {
    assertThatThrownBy(() -> Catalogue.resolve(name, List.of(setting)))
        .hasMessageContaining(message);
  }
}
