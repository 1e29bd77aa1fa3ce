package org.zeuxis.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageFolder;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.export.Npy;
import org.zeuxis.export.PointPlot;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.Sampling;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "generate",
    description = "Makes samples with a trained generator.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis generate runs/mnist -n 64 --seed 7 --out digits.png",
      "  zeuxis generate runs/cmnist --class 3 -n 16 --out threes.png",
      "  zeuxis generate runs/mnist -n 10000 --out digits.zip",
      "  zeuxis generate runs/mnist --truncation 0.7 --select rejection --out better.png"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final int PLOT = 400;

  @Mixin
  private CheckpointChoice checkpoint;

  @Option(
      names = "-n",
      defaultValue = "64",
      paramLabel = "N",
      description = "How many samples. Default: 64.")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed gives the same samples. Default: 1.")
  private long seed;

  @Mixin
  private ClassChoice classChoice;

  @Mixin
  private SamplingOptions samplingOptions;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "For --select: where the data of the run are now, if they were moved.")
  private String data;

  @Mixin
  private DataPlace place;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "A .png (one grid), a .zip or a folder (one PNG each), or a .npy ([N,C,H,W], float32 in [-1,1]).",
        "Default: <run>-seed<seed>.png."
      })
  private Path out;

  @Override
  public Integer call() {
    if (count < 1) {
      throw new InvalidInputException("-n: expected >= 1, got " + count);
    }
    Sampling sampling = samplingOptions.sampling();
    try (ReadingProgress progress = new ReadingProgress(false);
        TrainedGenerator generator =
            checkpoint.load(sampling, run -> data(run, progress), seed, progress);
        Scope scope = new Scope()) {
      long[] labels = labels(generator);
      Tensor samples = generator.generate(labels, seed);
      Path target = out != null ? out : defaultOut();
      write(samples, target, classChoice.isMade() ? 1 : generator.classes());
      System.out.printf("%d samples of step %d: %s%n", count, generator.step(), target);
    }
    return Main.OK;
  }

  private Dataset data(Run run, ReadingProgress progress) {
    Recipe recipe = run.manifest().recipe();
    Recipe located = data == null ? recipe : recipe.withSource(DataSource.portable(data));
    return EvaluationOptions.reals(run, located, place.options(), progress);
  }

  private Path defaultOut() {
    Path name = checkpoint.run().toAbsolutePath().normalize().getFileName();
    return Path.of(name + "-seed" + seed + ".png");
  }

  private long[] labels(TrainedGenerator generator) {
    long[] labels = new long[count];
    if (classChoice.isMade()) {
      Arrays.fill(labels, classChoice.number(generator));
    } else {
      Arrays.setAll(labels, i -> i % generator.classes());
    }
    return labels;
  }

  private void write(Tensor samples, Path target, int classes) {
    try {
      writeAs(samples, target, classes);
    } catch (IOException e) {
      throw new InvalidInputException(
          "--out: " + target + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  private void writeAs(Tensor samples, Path target, int classes) throws IOException {
    String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      Npy.write(target, samples);
    } else if (name.endsWith(".png")) {
      ImageGrid.writePng(target, picture(samples, classes));
    } else if (samples.dimensions() == 2) {
      throw new InvalidInputException(
          "--out: points can be written as .png or .npy, got " + target);
    } else if (name.endsWith(".zip")) {
      ImageFolder.zip(target, images(samples));
    } else if (name.matches(".*\\.[a-z]\\w{1,3}")) {
      throw new InvalidInputException(
          "--out: expected a .png, .zip, .npy or a folder, got " + target);
    } else {
      ImageFolder.folder(target, images(samples));
    }
  }

  private BufferedImage picture(Tensor samples, int classes) {
    if (samples.dimensions() == 2) {
      return PointPlot.of(
          Tensor.zeros(0, 2), samples, samples.min().item(), samples.max().item(), PLOT);
    }
    return ImageGrid.of(samples, ImageGrid.columnsFor(count, classes));
  }

  private static Iterable<BufferedImage> images(Tensor samples) {
    return () -> IntStream.range(0, (int) samples.size(0))
        .mapToObj(i -> ImageGrid.image(samples.select(0, i)))
        .iterator();
  }
}
