package org.zeuxis.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeuxis.InvalidInputException;

/**
 * Opens image sets stored as a pair of IDX files: MNIST, Fashion-MNIST, EMNIST, USPS and their kin.
 */
final class IdxSet {
  private static final String TRAIN = "train-images-idx3-ubyte";
  private static final String TEST = "t10k-images-idx3-ubyte";
  private static final long REPORT_EVERY = 5_000;

  private IdxSet() {}

  /** Whether a folder holds the images of either split. */
  static boolean isIn(Path folder) {
    return find(folder, TRAIN).isPresent() || find(folder, TEST).isPresent();
  }

  static boolean hasTest(Path folder) {
    return find(folder, TEST).isPresent();
  }

  /** Opens the pair of a split; the labels may be absent. */
  static ImageSet openFolder(
      Path folder, String name, DataOptions options, ProgressListener progress) {
    String wanted = options.testSplit() ? TEST : TRAIN;
    Path images = find(folder, wanted)
        .orElseThrow(() -> new InvalidInputException(folder + ": has no " + wanted + "[.gz]"
            + (options.testSplit() ? ", so no test split" : ", only the test split")));
    return openFile(images, name, options, progress);
  }

  /**
   * Opens one file of images, with the labels that lie beside it under the matching name, if any
   * do.
   */
  static ImageSet openFile(
      Path images, String name, DataOptions options, ProgressListener progress) {
    Path labels = labelsBeside(images);
    try (IdxFile idx = IdxFile.open(images, IdxFile.IMAGES)) {
      int ownSide = idx.height() == idx.width() ? idx.height() : 0;
      ImageForm form = options.form(1, ownSide);
      PixelStore pixels = PixelStore.allocate(name, idx.count(), form);
      for (int i = 0; i < idx.count(); i++) {
        byte[] image = new byte[idx.height() * idx.width()];
        idx.read(image, i);
        pixels.put(i, form.fit(new Picture(1, idx.height(), idx.width(), image)));
        if ((i + 1) % REPORT_EVERY == 0 || i + 1 == idx.count()) {
          progress.progress("reading " + images.getFileName(), i + 1L, idx.count());
        }
      }
      Labels classes =
          labels == null ? Labels.none(idx.count()) : readLabels(labels, images, idx.count());
      return new ImageSet(
          name, form, pixels, classes, Provenance.of("IDX", labels == null ? 1 : 2));
    }
  }

  private static Labels readLabels(Path file, Path images, int count) {
    try (IdxFile idx = IdxFile.open(file, IdxFile.LABELS)) {
      if (idx.count() != count) {
        throw new InvalidInputException(file + ": " + idx.count() + " labels, expected " + count
            + " as " + images.getFileName() + " has images");
      }
      byte[] bytes = new byte[count];
      idx.read(bytes, 0);
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = bytes[i] & 0xff;
      }
      return Labels.numbered(labels);
    }
  }

  private static Path labelsBeside(Path images) {
    String own = String.valueOf(images.getFileName());
    String labels = own.replace("images-idx3", "labels-idx1").replace("images.idx3", "labels.idx1");
    if (labels.equals(own)) {
      return null;
    }
    String bare = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels;
    return find(images.toAbsolutePath().getParent(), bare).orElse(null);
  }

  /** The file of that name, plain or gzipped. */
  private static Optional<Path> find(Path folder, String name) {
    List<Path> candidates = new ArrayList<>();
    candidates.add(folder.resolve(name));
    candidates.add(folder.resolve(name + ".gz"));
    return candidates.stream().filter(Files::isRegularFile).findFirst();
  }
}
