package org.zeuxis.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;

/**
 * Opens the binary version of CIFAR-10 and CIFAR-100 (A. Krizhevsky 2009): records of the label
 * bytes, then a 32×32 image as its red, green and blue planes. The number of records comes from the
 * length of the files.
 */
final class CifarSet {
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;

  /**
   * Either data set.
   *
   * @param train matches the files of the training part
   * @param labelBytes of a record; the last is the label taken (fine, not coarse, in CIFAR-100)
   */
  private record Layout(
      String kind, String train, String test, String names, int labelBytes, int classes) {}

  private static final Layout CIFAR_10 = new Layout(
      "CIFAR-10 binary", "data_batch_\\d+\\.bin", "test_batch\\.bin", "batches.meta.txt", 1, 10);
  private static final Layout CIFAR_100 =
      new Layout("CIFAR-100 binary", "train\\.bin", "test\\.bin", "fine_label_names.txt", 2, 100);

  private CifarSet() {}

  /** Whether a folder holds any file of either data set. */
  static boolean isIn(Path folder) {
    return layout(folder) != null;
  }

  private static Layout layout(Path folder) {
    for (Layout layout : List.of(CIFAR_10, CIFAR_100)) {
      if (!files(folder, layout.train).isEmpty() || !files(folder, layout.test).isEmpty()) {
        return layout;
      }
    }
    return null;
  }

  static boolean hasTest(Path folder) {
    Layout layout = layout(folder);
    return layout != null && !files(folder, layout.test).isEmpty();
  }

  static ImageSet openFolder(
      Path folder, String name, DataOptions options, ProgressListener progress) {
    Layout layout = layout(folder);
    if (layout == null) {
      throw new InvalidInputException(
          folder + ": has no data_batch_*.bin, expected the binary version of CIFAR");
    }
    String pattern = options.testSplit() ? layout.test : layout.train;
    List<Path> files = files(folder, pattern);
    if (files.isEmpty()) {
      throw new InvalidInputException(
          folder + ": has no " + (options.testSplit() ? "test" : "training") + " files of "
              + layout.kind + ", only those of the other split");
    }
    int count = 0;
    for (Path file : files) {
      count = Math.addExact(count, records(file, layout));
    }
    ImageForm form = options.form(3, SIDE);
    PixelStore pixels = PixelStore.allocate(name, count, form);
    int[] labels = new int[count];
    int done = 0;
    for (Path file : files) {
      done = read(file, layout, form, pixels, labels, done);
      progress.progress("reading " + layout.kind, done, count);
    }
    Labels classes = new Labels(classNames(folder, layout), labels);
    return new ImageSet(name, form, pixels, classes, Provenance.of(layout.kind, files.size()));
  }

  private static int records(Path file, Layout layout) {
    int record = layout.labelBytes + PIXELS;
    try {
      long bytes = Files.size(file);
      if (bytes == 0 || bytes % record != 0) {
        throw new InvalidInputException(
            file + ": truncated, " + bytes + " bytes are no whole number of records of " + record
                + " bytes (" + layout.kind + ")");
      }
      return Math.toIntExact(bytes / record);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static int read(
      Path file, Layout layout, ImageForm form, PixelStore pixels, int[] labels, int done) {
    int count = records(file, layout);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      byte[] label = new byte[layout.labelBytes];
      for (int i = 0; i < count; i++) {
        in.readFully(label);
        labels[done + i] = label[label.length - 1] & 0xff;
        if (labels[done + i] >= layout.classes) {
          throw new InvalidInputException(file + ": label " + labels[done + i] + " in record "
              + (i + 1) + ", expected 0.." + (layout.classes - 1) + " (" + layout.kind + ")");
        }
        byte[] image = new byte[PIXELS];
        in.readFully(image);
        pixels.put(done + i, form.fit(new Picture(3, SIDE, SIDE, image)));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return done + count;
  }

  private static List<String> classNames(Path folder, Layout layout) {
    Path file = folder.resolve(layout.names);
    List<String> names = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        lines.map(String::strip).filter(line -> !line.isEmpty()).forEach(names::add);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
      if (names.size() != layout.classes) {
        throw new InvalidInputException(
            file + ": " + names.size() + " class names, expected " + layout.classes);
      }
    }
    for (int i = names.size(); i < layout.classes; i++) {
      names.add(Integer.toString(i));
    }
    return names;
  }

  private static List<Path> files(Path folder, String pattern) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches(pattern))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    return new InvalidInputException(file + ": cannot be read (" + e.getMessage() + ")", e);
  }
}
