package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.Safetensors;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedTranslator;

/** Whole trainings of srgan and inpaint, resumed and compared byte for byte. */
@ExtendWith(OneThread.class)
class EnlargeAndFillTest {
  private static final List<String> TINY = List.of(
      "data.size=16",
      "data.limit=24",
      "network.features=2",
      "network.maxFeatures=4",
      "network.layers=1",
      "training.batchSize=4",
      "training.ema=0.9",
      "output.samples=2",
      "output.keepCheckpoints=0",
      "output.checkpointEvery=2",
      "output.sampleEvery=4",
      "output.checkupEvery=3");

  @TempDir
  private Path folder;

  private final List<String> heard = new ArrayList<>();

  private static Recipe recipe(String name, long steps, String... settings) {
    List<String> all = new ArrayList<>(TINY);
    all.add("training.steps=" + steps);
    all.addAll(List.of(settings));
    return Catalogue.resolve(name, all);
  }

  private TrainingOptions options() {
    ProgressListener listener = (task, done, total) -> heard.add(task);
    return new TrainingOptions(Device.CPU, 1, DataOptions.defaults(), listener, List.of());
  }

  private Path train(String run, Recipe recipe) {
    Path directory = folder.resolve(run);
    try (Training training = Training.start(recipe, directory, options())) {
      training.run();
    }
    return directory;
  }

  private void resume(Path run, long steps) {
    try (Training training = Training.resume(
        run, r -> r.withTraining(r.training().until(steps, 0, 0, 0)), -1, options())) {
      training.run();
    }
  }

  /** The warm-up ends on the way; the doctor looks on, and draws nothing. */
  @Test
  void resumedSrganEndsAsTheOneThatNeverStopped() throws IOException {
    String[] settings = {"translation.pretrain=5", "translation.perceptual=0.1"};
    Path whole = train("whole", recipe("srgan", 8, settings));
    assertThat(heard).contains("training the classifier");
    Path parts = train("parts", recipe("srgan", 4, settings));
    heard.clear();
    resume(parts, 8);
    assertThat(heard).doesNotContain("training the classifier");
    HealthWatchTest.assertSameCheckpoint(parts, whole, 8);
  }

  @Test
  void warmUpLeavesTheDiscriminatorAsItWasBitForBit() throws IOException {
    Path run =
        train("run", recipe("srgan", 6, "translation.pretrain=4", "translation.perceptual=0"));
    try (Scope scope = new Scope()) {
      for (String file : List.of("networks.safetensors", "optimizers.safetensors")) {
        Map<String, Tensor> two = discriminator(run, 2, file);
        assertThat(changed(two, discriminator(run, 4, file))).isEmpty();
        assertThat(changed(two, discriminator(run, 6, file))).isNotEmpty();
      }
    }
  }

  private static Map<String, Tensor> discriminator(Path run, long step, String file)
      throws IOException {
    Path path = Run.open(run).checkpoints().path(step).resolve(file);
    Map<String, Tensor> tensors = new TreeMap<>(Safetensors.read(path).tensors());
    tensors.keySet().removeIf(name -> !name.startsWith("discriminator."));
    return tensors;
  }

  private static List<String> changed(Map<String, Tensor> before, Map<String, Tensor> after) {
    assertThat(before).isNotEmpty().containsOnlyKeys(after.keySet());
    return before.keySet().stream()
        .filter(name -> !before.get(name).sameAs(after.get(name)))
        .toList();
  }

  @Test
  void resumedTrainingWithANetworkOfTheUsersOwnEndsAlike() throws IOException {
    Path file = folder.resolve("plain.pt");
    try (InputStream in =
        EnlargeAndFillTest.class.getResourceAsStream("/fixtures/script_plain.pt")) {
      Files.write(file, in.readAllBytes());
    }
    String[] settings = {
      "data.channels=3",
      "translation.pretrain=1",
      "translation.perceptual=0.1",
      "translation.features=torchscript:" + file
    };
    Path whole = train("whole", recipe("srgan", 8, settings));
    Path parts = train("parts", recipe("srgan", 4, settings));
    resume(parts, 8);
    HealthWatchTest.assertSameCheckpoint(parts, whole, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centre", "random"})
  void resumedInpaintingEndsAsTheOneThatNeverStopped(String mask) throws IOException {
    String masks = "translation.mask=" + mask;
    Path whole = train("whole", recipe("inpaint", 8, masks));
    Path parts = train("parts", recipe("inpaint", 4, masks));
    resume(parts, 8);
    HealthWatchTest.assertSameCheckpoint(parts, whole, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"srgan", "inpaint"})
  void trainingEndsByteForByteAsWithoutADoctor(String name) throws IOException {
    String[] settings = {"translation.mask=random", "translation.perceptual=0"};
    Path with = train("with", recipe(name, 4, settings));
    Path without = train("without", recipe(name, 4, with(settings, "output.checkupEvery=0")));
    HealthWatchTest.assertSameCheckpoint(with, without, 4);
  }

  private static String[] with(String[] some, String more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.add(more);
    return all.toArray(String[]::new);
  }

  /** Any translator can fill in, as long as it is given the mask. */
  @Test
  void inpaintingTakesOtherTranslators() {
    train("unet", recipe("inpaint", 1, "network.name=unet", "network.patchLayers=1"));
    train(
        "resnet", recipe("inpaint", 1, "network.name=resnet-translator", "network.patchLayers=1"));
    assertThat(Run.open(folder.resolve("unet")).latestStep()).isEqualTo(1);
  }

  @Test
  void sidesThatTheNetworksCannotHalveAreRefused() {
    assertInvalid(
        "recipe srgan: srgan: side must be a multiple of 16, at least 16, got 20",
        recipe("srgan", 1, "data.size=20"));
    assertInvalid(
        "recipe inpaint: context encoder: side must be 8, 16, 32, 64 or 128, got 20",
        recipe("inpaint", 1, "data.size=20"));
    assertInvalid(
        "recipe inpaint: resnet translator: side must be a multiple of 4, at least 8, got 18",
        recipe("inpaint", 1, "network.name=resnet-translator", "data.size=18"));
  }

  @Test
  void featuresThatAreNotThereAreRefusedBeforeARunIsMade() {
    assertInvalid(
        "there is no such file",
        recipe(
            "srgan", 1, "translation.perceptual=1", "translation.features=torchscript:nowhere.pt"));
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  private void assertInvalid(String message, Recipe recipe) {
    assertThatThrownBy(() -> train("refused", recipe))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void networksAndGamesThatDoNotGoTogetherAreRefused() {
    assertThatThrownBy(() -> recipe("srgan", 1, "network.name=resnet-translator"))
        .hasMessageContaining("network.name: expected srgan with game.kind srgan");
    assertThatThrownBy(() -> recipe("inpaint", 1, "network.name=srgan"))
        .hasMessageContaining("network.name: expected another than srgan with game.kind inpaint");
    assertThatThrownBy(() -> recipe("cyclegan", 1, "network.name=context-encoder"))
        .hasMessageContaining("another than context-encoder, which takes a mask");
  }

  /** Larger ones than it was made for have no weights; smaller ones are mirrored. */
  @Test
  void contextEncoderFillsImagesUpToItsSide() {
    Path run = train("run", recipe("inpaint", 1));
    try (Scope scope = new Scope();
        TrainedTranslator translator = TrainedTranslator.load(run)) {
      assertThat(
              translator.game().translate(Tensor.zeros(1, 2, 12, 16), "whole").shape())
          .containsExactly(1, 1, 12, 16);
      assertThatThrownBy(() -> translator.game().translate(Tensor.zeros(1, 2, 12, 20), "whole"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("images of 20x12: expected at most 16x16, which the network is made for");
    }
  }
}
