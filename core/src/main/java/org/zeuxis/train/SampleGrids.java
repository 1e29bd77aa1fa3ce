package org.zeuxis.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.export.PointPlot;
import org.zeuxis.export.TranslationSheet;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Translates;
import org.zeuxis.run.Run;

/**
 * Draws the same latent vectors again and again, so that one sees how the same pictures come about.
 * Classes take turns, one a column. Its random stream is its own: drawing does not disturb the
 * training.
 */
final class SampleGrids implements TrainingObserver {
  /** Small images are enlarged until they are at least this high, for people to look at. */
  private static final int READABLE = 32;

  private static final int PLOT = 400;

  private final Run run;
  private final Dataset data;
  private final int count;
  private final long every;
  private final long seed;

  SampleGrids(Run run, Dataset data) {
    this.run = run;
    this.data = data;
    count = run.manifest().recipe().output().samples();
    every = run.manifest().recipe().output().sampleEvery();
    seed = run.manifest().recipe().seed();
  }

  @Override
  public void afterStep(Moment at) {
    if (at.step() % every == 0 || at.isLast()) {
      draw(at);
    }
  }

  @Override
  public void end(Moment at) {
    if (!at.isLast() && at.step() % every != 0) {
      draw(at);
    }
  }

  private void draw(Moment at) {
    if (at.game() instanceof Generates game) {
      drawSamples(at, game);
    } else if (at.game() instanceof Translates game) {
      drawTranslations(at, game);
    }
  }

  /** The same images of the data each time, one a row; what is made of them beside them. */
  private void drawTranslations(Moment at, Translates game) {
    try (Loader loader = new Loader(
        data, Sampler.uniform(data.size(), seed), Math.min(count, data.size()), Views.PLAIN, 0)) {
      write(at, TranslationSheet.of(game.show(loader.next())));
    }
  }

  private void write(Moment at, BufferedImage picture) {
    Path file = run.sampleGrid(at.step());
    try {
      Files.createDirectories(file.getParent());
      ImageGrid.writePng(file, picture);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  private void drawSamples(Moment at, Generates game) {
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % game.classes();
    }
    try (Rng rng = Rng.of(seed, "samples")) {
      Tensor samples = game.generate(game.latent().sample(rng, count), Tensor.of(labels, count));
      if (!samples.isFinite()) {
        throw new TrainingFailedException(
            "step " + at.step() + ": the generator's samples are not finite");
      }
      write(at, picture(samples, game.classes()));
    }
  }

  private BufferedImage picture(Tensor samples, int classes) {
    if (!data.isImages()) {
      Tensor real = realPoints();
      double margin = 0.1 * (real.max().item() - real.min().item());
      return PointPlot.of(
          real, samples, real.min().item() - margin, real.max().item() + margin, PLOT);
    }
    BufferedImage grid = ImageGrid.of(samples, ImageGrid.columnsFor(count, classes));
    int side = (int) samples.size(2);
    return ImageGrid.enlarge(grid, Math.max(1, (READABLE + side - 1) / side));
  }

  private Tensor realPoints() {
    int shown = Math.min(count, data.size());
    float[] values = new float[shown * 2];
    for (int i = 0; i < shown; i++) {
      data.read(i, false, values, 2 * i);
    }
    return Tensor.of(values, shown, 2);
  }
}
