package org.zeuxis;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Reference;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedGenerator;
import org.zeuxis.run.TrainingData;
import org.zeuxis.train.Training;

/**
 * The examples of the README and of the page about the library, which show what is between tags.
 */
class ReadmeExamplesTest {
  private static final int THREADS = 4;
  private static final int REQUESTS = 40;
  private static final int SEEDS = 8;

  @TempDir
  private static Path folder;

  private static void train(Path run, Path picture) throws IOException {
    // tag::train
    // 20 steps show that it works; without the second setting it is 2000, which give digits
    Recipe recipe = Catalogue.resolve("dcgan", List.of("data.source=digits", "training.steps=20"));
    try (Training training = Training.start(recipe, run)) {
      training.run();
    }
    try (TrainedGenerator generator = TrainedGenerator.load(run)) {
      ImageGrid.writePng(picture, generator.grid(64, 7));
    }
    // end::train
  }

  private static BufferedImage serve(Path run, long seed) {
    // tag::serve
    // once, when the service starts; close() when it stops
    TrainedGenerator generator = TrainedGenerator.load(run);

    // for each request, on any thread; the same seed gives the same image
    BufferedImage image = generator.images(1, seed).get(0);
    // end::serve
    generator.close();
    return image;
  }

  private static void evaluate(Path run, DataOptions data, String features) {
    // tag::evaluate
    Run opened = Run.open(run);
    Recipe recipe = opened.manifest().recipe();
    Dataset real = TrainingData.open(recipe, data, ProgressListener.NONE);
    Reference reference = Reference.open(
        real,
        recipe.data().source(),
        TrainingData.options(recipe, data),
        "", // held-out images: the test split of the data, where there is one
        features,
        new Reference.Settings(5000, 1), // generated images, and seed
        ProgressListener.NONE);
    try (Evaluation evaluation = Evaluation.of(reference, List.of("fid", "precision-recall"));
        TrainedGenerator generator = TrainedGenerator.load(run)) {
      List<Measurement> found = evaluation.of(generator).measurements();
      opened.evaluations().add(opened.latestStep(), found); // as the command does
    }
    // end::evaluate
  }

  @BeforeAll
  static void runTheFirstExample() throws IOException {
    train(folder.resolve("run"), folder.resolve("digits.png"));
  }

  @Test
  void fewLinesTrainAndDraw() throws IOException {
    BufferedImage grid = ImageIO.read(folder.resolve("digits.png").toFile());
    assertThat(grid.getWidth()).isEqualTo(8 * (16 + 2) + 2);
    assertThat(grid.getHeight()).isEqualTo(grid.getWidth());
    assertThat(folder.resolve("run/recipe.yaml")).exists();
  }

  @Test
  void evaluationIsKeptWithTheRun() {
    Path run = folder.resolve("run");
    evaluate(run, DataOptions.defaults().withCache(folder.resolve("cache")), "pixels");
    assertThat(Run.open(run).evaluations().read(20))
        .extracting(Measurement::metric)
        .containsExactly("fid", "precision", "recall");
  }

  @Test
  void sameSeedGivesTheSameImage() {
    int[] image = pixels(serve(folder.resolve("run"), 3));
    assertThat(pixels(serve(folder.resolve("run"), 3))).isEqualTo(image);
    assertThat(pixels(serve(folder.resolve("run"), 4))).isNotEqualTo(image);
  }

  /** The numbers themselves: an image would hide their last bits. */
  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TrainedGenerator generator = TrainedGenerator.load(folder.resolve("run"))) {
      List<Callable<float[]>> requests = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        int seed = i % SEEDS;
        requests.add(() -> numbers(generator, seed));
      }
      List<Future<float[]>> concurrent = threads.invokeAll(requests);
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(concurrent.get(i).get())
            .as("request %d", i)
            .isEqualTo(numbers(generator, i % SEEDS));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static float[] numbers(TrainedGenerator generator, long seed) {
    try (Scope scope = new Scope()) {
      return generator.generate(3, seed).toFloats();
    }
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
