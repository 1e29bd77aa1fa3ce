package org.zeuxis.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.ImageInput;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageFolder;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedTranslator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A run, images that are read, and what it makes of each, under the same name. */
final class ImagesInOut {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Parameters(
      index = "1",
      paramLabel = "IN",
      description = "An image, or a folder or zip of images with its sub-folders.")
  private Path in;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "OUT",
      description = "An image, a folder or a .zip. Default: beside IN, with the run's name.")
  private Path out;

  @Option(names = "--out", paramLabel = "OUT", description = "The same.")
  private Path named;

  @Mixin
  private StepChoice step;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda or cuda:n. Default: cpu.")
  private String device;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  Path run() {
    return run;
  }

  TrainedTranslator load() {
    Run opened = Run.open(run);
    return TrainedTranslator.load(opened, step.of(opened), Device.parse(device));
  }

  /**
   * Makes all of them; after Ctrl-C none.
   *
   * @param make {@code [1,C,H,W]} → {@code [1,C',H',W']}, both in [-1,1]
   */
  void each(UnaryOperator<Tensor> make) {
    if (out != null && named != null) {
      throw new InvalidInputException("OUT and --out: expected one of them, got both");
    }
    AtomicBoolean stopped = new AtomicBoolean();
    try (Interruption interruption = new Interruption(() -> stopped.set(true));
        ImageInput input = ImageInput.open(in);
        ReadingProgress progress = new ReadingProgress(quiet)) {
      requireOneNameEach(input);
      Path target = out != null ? out : named != null ? named : usual(input);
      write(input, target, new Made(input, make, progress, stopped));
      progress.close();
      int count = input.paths().size();
      System.out.printf("%d %s: %s%n", count, count == 1 ? "image" : "images", target);
    } catch (CancellationException e) {
      // What was written is gone again, and the process ends with the signal's code.
    }
  }

  private void requireOneNameEach(ImageInput input) {
    Map<String, String> owners = new HashMap<>();
    for (String path : input.paths()) {
      String other = owners.putIfAbsent(png(path), path);
      if (other != null) {
        throw new InvalidInputException(
            in + ": " + other + " and " + path + " would get one name, " + png(path));
      }
    }
  }

  private static String png(String path) {
    return path.replaceAll("\\.\\w+$", ".png");
  }

  private Path usual(ImageInput input) {
    Path whole = in.toAbsolutePath().normalize(); // "." has no name of its own
    String name = whole.getFileName().toString();
    String stem =
        name.replaceAll("\\.\\w+$", "") + "-" + run.toAbsolutePath().normalize().getFileName();
    boolean zip = name.toLowerCase(Locale.ROOT).endsWith(".zip");
    return whole.resolveSibling(input.isSingle() ? stem + ".png" : zip ? stem + ".zip" : stem);
  }

  private static void write(ImageInput input, Path target, Iterable<ImageFolder.Named> made) {
    String name = target.toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".zip")) {
        ImageFolder.zipOf(target, made);
      } else if (name.endsWith(".png")) {
        if (!input.isSingle()) {
          throw new InvalidInputException(
              "OUT: expected a folder or a .zip for several images, got " + target);
        }
        ImageGrid.writePng(target, made.iterator().next().picture());
      } else if (name.matches(".*\\.(jpe?g|gif|bmp|webp)")) {
        throw new InvalidInputException("OUT: images are written as .png, got " + target);
      } else {
        ImageFolder.folderOf(target, made);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "OUT: " + target + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  /** One image after another, when it is asked for. */
  private record Made(
      ImageInput input, UnaryOperator<Tensor> make, ReadingProgress progress, AtomicBoolean stopped)
      implements Iterable<ImageFolder.Named> {
    @Override
    public Iterator<ImageFolder.Named> iterator() {
      List<String> paths = input.paths();
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < paths.size();
        }

        @Override
        public ImageFolder.Named next() {
          if (stopped.get()) {
            throw new CancellationException();
          }
          String path = paths.get(next++);
          progress.progress("making images", next, paths.size());
          return new ImageFolder.Named(png(path), picture(path));
        }
      };
    }

    private BufferedImage picture(String path) {
      try (Scope scope = new Scope()) {
        ImageInput.Photo photo = input.read(path);
        Tensor image = make.apply(photo.pixels());
        return photo.alpha() == null
            ? ImageGrid.image(image.select(0, 0))
            : ImageGrid.transparent(image.select(0, 0), photo.alpha());
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(path + ": " + e.getMessage(), e);
      }
    }
  }
}
