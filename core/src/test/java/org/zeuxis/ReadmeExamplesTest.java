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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.TrainedGenerator;
import org.zeuxis.train.Training;

/** The examples of the README, which shows what stands between the tags. */
class ReadmeExamplesTest {
  private static final int THREADS = 4;
  private static final int REQUESTS = 24;

  @TempDir
  private Path folder;

  private void train(Path run, Path picture) throws IOException {
    // tag::train
    Recipe recipe = Catalogue.resolve("dcgan", List.of("network.features=8", "training.steps=20"));
    try (Training training = Training.start(recipe, run)) {
      training.run();
    }
    try (TrainedGenerator generator = TrainedGenerator.load(run)) {
      ImageGrid.writePng(picture, generator.grid(64, 7));
    }
    // end::train
  }

  private List<BufferedImage> serve(Path run, List<Integer> seeds) throws Exception {
    List<BufferedImage> images = new ArrayList<>();
    ExecutorService requests = Executors.newFixedThreadPool(THREADS);
    // tag::serve
    try (TrainedGenerator generator = TrainedGenerator.load(run)) {
      List<Callable<BufferedImage>> answers = new ArrayList<>();
      for (int seed : seeds) {
        answers.add(() -> generator.images(1, seed).get(0)); // from any thread
      }
      for (Future<BufferedImage> answer : requests.invokeAll(answers)) {
        images.add(answer.get());
      }
    }
    // end::serve
    requests.shutdown();
    return images;
  }

  @Test
  void fewLinesTrainAndDraw() throws IOException {
    Path picture = folder.resolve("digits.png");
    train(folder.resolve("run"), picture);
    BufferedImage grid = ImageIO.read(picture.toFile());
    assertThat(grid.getWidth()).isEqualTo(8 * (16 + 2) + 2);
    assertThat(grid.getHeight()).isEqualTo(grid.getWidth());
    assertThat(folder.resolve("run/recipe.yaml")).exists();
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    Path run = folder.resolve("run");
    train(run, folder.resolve("digits.png"));
    List<Integer> seeds = new ArrayList<>();
    for (int seed = 0; seed < REQUESTS; seed++) {
      seeds.add(seed % 8);
    }
    List<BufferedImage> concurrent = serve(run, seeds);
    try (TrainedGenerator generator = TrainedGenerator.load(run)) {
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(pixels(concurrent.get(i)))
            .as("request %d", i)
            .isEqualTo(pixels(generator.images(1, seeds.get(i)).get(0)));
      }
    }
    assertThat(pixels(concurrent.get(0))).isNotEqualTo(pixels(concurrent.get(1)));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
