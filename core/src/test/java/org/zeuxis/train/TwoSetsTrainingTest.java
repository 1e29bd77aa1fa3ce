package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
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
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.export.Safetensors;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedTranslator;

/** Whole trainings of pix2pix and cyclegan, resumed and compared byte for byte. */
@ExtendWith(OneThread.class)
class TwoSetsTrainingTest {
  private static final int IMAGES = 7;
  private static final int SIDE = 32;
  private static final long END = 5;

  @TempDir
  private Path folder;

  @BeforeEach
  void paint() throws IOException {
    for (String set : List.of("horses", "zebras")) {
      Files.createDirectories(folder.resolve(set));
      try (Scope scope = new Scope();
          Rng rng = Rng.of(1, set)) {
        for (int i = 0; i < IMAGES; i++) {
          Tensor image = rng.uniform(-1, 1, 1, SIDE, SIDE);
          ImageGrid.writePng(folder.resolve(set).resolve(i + ".png"), ImageGrid.image(image));
        }
      }
    }
  }

  /** Sides of 32 give the U-Net a block with dropout. */
  private Recipe recipe(String name, long steps, String... settings) {
    List<String> all = new ArrayList<>(List.of(
        "data.source=horses=" + folder.resolve("horses") + ",zebras=" + folder.resolve("zebras"),
        "data.flip=true",
        "data.size=" + (name.equals("pix2pix") ? SIDE : SIDE / 2),
        "network.features=2",
        "network.maxFeatures=4",
        "network.layers=1",
        "network.patchLayers=1",
        "training.batchSize=2",
        "training.ema=0.9",
        "output.samples=2",
        "output.checkpointEvery=100",
        "output.sampleEvery=" + END,
        "output.checkupEvery=2"));
    all.add("training.steps=" + steps);
    all.addAll(List.of(settings));
    return Catalogue.resolve(name, all);
  }

  private static TrainingOptions options() {
    return new TrainingOptions(
        Device.CPU, 1, DataOptions.defaults(), ProgressListener.NONE, List.of());
  }

  private Path train(String run, Recipe recipe) {
    Path directory = folder.resolve(run);
    try (Training training = Training.start(recipe, directory, options())) {
      training.run();
    }
    return directory;
  }

  private static void resume(Path run, long from) {
    try (Training training = Training.resume(
        run, r -> r.withTraining(r.training().until(END, 0, 0, 0)), -1, options())) {
      assertThat(training.step()).isEqualTo(from);
      training.run();
    }
  }

  private static void assertSame(Path run, Path expected) throws IOException {
    HealthWatchTest.assertSameCheckpoint(run, expected, END);
    assertThat(Run.open(run).sampleGrid(END))
        .hasSameBinaryContentAs(Run.open(expected).sampleGrid(END));
  }

  private static Map<String, Tensor> pool(Path run, long step) throws IOException {
    return Safetensors.read(Run.open(run).checkpoints().path(step).resolve("remedies.safetensors"))
        .tensors();
  }

  @Test
  void resumedPix2PixEndsAsTheOneThatNeverStopped() throws IOException {
    Path whole = train("whole", recipe("pix2pix", END));
    Path parts = train("parts", recipe("pix2pix", 3));
    resume(parts, 3);
    assertSame(parts, whole);
  }

  /** Without it, the test above would not see a dropout that is drawn elsewhere. */
  @Test
  void dropoutDrawsFromAStreamThatIsSaved() throws IOException {
    Path one = train("one", recipe("pix2pix", 1, "output.checkupEvery=0"));
    Path two = train("two", recipe("pix2pix", 2, "output.checkupEvery=0"));
    assertThat(stream(two, 2, "dropout")).isNotEqualTo(stream(one, 1, "dropout"));
  }

  private static String stream(Path run, long step, String name) throws IOException {
    String state = Files.readString(Run.open(run).checkpoints().path(step).resolve("state.json"));
    assertThat(state).contains("\"" + name + "\"");
    return state.replaceAll("(?s).*\"" + name + "\" : \"([^\"]*)\".*", "$1");
  }

  /** Two images a step, 5 in the pool: after one step it has room, after three it is full. */
  @ParameterizedTest
  @ValueSource(longs = {1, 3})
  void resumedCycleGanEndsAsTheOneThatNeverStopped(long stop) throws IOException {
    Path whole = train("whole", recipe("cyclegan", END, "translation.pool=5"));
    Path parts = train("parts", recipe("cyclegan", stop, "translation.pool=5"));
    try (Scope scope = new Scope()) {
      assertThat(pool(parts, stop).get("pool.count").item())
          .isEqualTo((double) Math.min(5, 2 * stop));
      assertThat(pool(parts, stop).get("pool-back.count").item())
          .isEqualTo((double) Math.min(5, 2 * stop));
    }
    resume(parts, stop);
    assertSame(parts, whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pix2pix", "cyclegan"})
  void trainingEndsByteForByteAsWithoutADoctor(String name) throws IOException {
    Path with = train("with", recipe(name, 3, "translation.pool=3", "output.checkupEvery=1"));
    Path without = train("without", recipe(name, 3, "translation.pool=3", "output.checkupEvery=0"));
    HealthWatchTest.assertSameCheckpoint(with, without, 3);
  }

  @Test
  void imagesSmallerThanTheNetThatTheJudgeLaysOverThemAreRefused() {
    assertThatThrownBy(() -> train("small", recipe("pix2pix", 1, "network.patchLayers=4")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "network.patchLayers: 4 need images of at least 48 pixels a side, got 32");
  }

  @Test
  void translatorOfARunKnowsItsDomains() {
    Path run = train("run", recipe("cyclegan", 1));
    try (TrainedTranslator translator = TrainedTranslator.load(run)) {
      assertThat(translator.sources()).containsExactly("horses", "zebras");
      assertThat(translator.targets()).containsExactly("zebras", "horses");
      assertThat(translator.target(null)).isEqualTo("zebras");
      assertThat(translator.step()).isEqualTo(1);
      assertThatThrownBy(() -> translator.target("horse"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(run + ": cannot make 'horse', did you mean horses? (known: zebras, horses)");
    }
    Path paired = train("paired", recipe("pix2pix", 1));
    try (TrainedTranslator translator = TrainedTranslator.load(paired)) {
      assertThat(translator.sources()).containsExactly("horses");
      assertThat(translator.targets()).containsExactly("zebras");
    }
  }

  /** Colour weighed by BT.601, grey repeated, as in training. */
  @Test
  void imagesOfOtherChannelsAreBroughtToThoseOfTheDomain() {
    Path grey = train("grey", recipe("pix2pix", 1));
    Path colour = train("colour", recipe("pix2pix", 1, "data.channels=3"));
    try (Scope scope = new Scope();
        TrainedTranslator ofGrey = TrainedTranslator.load(grey);
        TrainedTranslator ofColour = TrainedTranslator.load(colour)) {
      Tensor red = Tensor.of(new float[] {1, -1, -1}, 1, 3, 1, 1);
      assertThat(ofGrey.fitted(red, "zebras").item()).isCloseTo(2 * 0.299 - 1, within(1e-6));
      assertThat(ofColour.fitted(red, "zebras")).isSameAs(red);
      assertThat(ofColour.fitted(Tensor.full(0.5, 1, 1, 1, 1), "zebras").toFloats())
          .containsExactly(0.5f, 0.5f, 0.5f);
    }
  }
}
