package org.zeuxis.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.Animation;
import org.zeuxis.export.ImageFolder;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.game.Interpolation;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "interpolate",
    description = "Walks from one sample to another and back through the latent space.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  zeuxis interpolate runs/mnist --from 1 --to 2 --frames 60 --out morph.gif"
    })
final class InterpolateCommand implements Callable<Integer> {
  private static final int FRAME_MILLIS = 50;
  private static final int READABLE = 128;

  @Mixin
  private CheckpointChoice checkpoint;

  @Option(names = "--from", defaultValue = "1", paramLabel = "SEED", description = "First sample.")
  private long from;

  @Option(names = "--to", defaultValue = "2", paramLabel = "SEED", description = "Last sample.")
  private long to;

  @Option(
      names = "--frames",
      defaultValue = "60",
      paramLabel = "N",
      description = "Frames from the first to the last sample. Default: 60.")
  private int frames;

  @Option(
      names = "--method",
      defaultValue = "slerp",
      paramLabel = "METHOD",
      description = "slerp (along the sphere, default) or lerp (straight).")
  private Interpolation method;

  @Mixin
  private ClassChoice classChoice;

  @Option(
      names = "--out",
      defaultValue = "morph.gif",
      paramLabel = "FILE",
      description = "A .gif, which goes there and back, or a folder of frames. Default: morph.gif.")
  private Path out;

  @Override
  public Integer call() {
    if (frames < 2) {
      throw new InvalidInputException("--frames: expected >= 2, got " + frames);
    }
    try (TrainedGenerator generator = checkpoint.load()) {
      List<BufferedImage> images = frames(generator);
      write(images);
    }
    System.out.printf("%d frames: %s%n", frames, out);
    return Main.OK;
  }

  private void write(List<BufferedImage> images) {
    try {
      String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".gif")) {
        Animation.write(out, thereAndBack(images), FRAME_MILLIS);
      } else if (name.matches(".*\\.[a-z]\\w{1,3}")) {
        throw new InvalidInputException("--out: expected a .gif or a folder, got " + out);
      } else {
        ImageFolder.folder(out, images);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "--out: " + out + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  private List<BufferedImage> frames(TrainedGenerator generator) {
    try (Scope scope = new Scope();
        Rng first = new Rng(from);
        Rng last = new Rng(to)) {
      Tensor a = generator.latent().sample(first, 1).select(0, 0);
      Tensor b = generator.latent().sample(last, 1).select(0, 0);
      List<Tensor> path = new ArrayList<>();
      long[] labels = new long[frames];
      long label = classChoice.number(generator);
      for (int i = 0; i < frames; i++) {
        path.add(method.between(a, b, (double) i / (frames - 1)));
        labels[i] = label;
      }
      Tensor samples = generator.generate(Tensor.stack(path, 0), Tensor.of(labels, frames));
      if (samples.dimensions() != 4) {
        throw new InvalidInputException(
            checkpoint.run() + ": makes points, interpolation is for images");
      }
      return pictures(samples);
    }
  }

  private static List<BufferedImage> pictures(Tensor samples) {
    int side = (int) samples.size(2);
    List<BufferedImage> images = new ArrayList<>();
    for (long i = 0; i < samples.size(0); i++) {
      images.add(
          ImageGrid.enlarge(ImageGrid.image(samples.select(0, i)), Math.max(1, READABLE / side)));
    }
    return images;
  }

  private static List<BufferedImage> thereAndBack(List<BufferedImage> images) {
    List<BufferedImage> all = new ArrayList<>(images);
    for (int i = images.size() - 2; i > 0; i--) {
      all.add(images.get(i));
    }
    return all;
  }
}
