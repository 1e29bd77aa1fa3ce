package org.zeuxis.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zeuxis.InvalidInputException;

/**
 * Opens a data set by what a user calls it: the name of a set, or a path. A name wins;
 * {@code ./digits} is a path.
 */
public final class DataSource {
  private static final List<String> NAMES = List.of(
      "digits",
      "mnist",
      "fashion-mnist",
      "cifar10",
      StackedMnist.NAME,
      "ring",
      "grid",
      "swiss-roll",
      "two-moons");

  private DataSource() {}

  /** The sets that have a name. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Reads a whole data set into memory.
   *
   * @param spec one of {@link #names()}, an IDX file of images, a folder with IDX files or CIFAR
   *     binary files, or a folder or zip archive of images whose first level of folders gives the
   *     classes
   * @throws InvalidInputException where it cannot be used; one line that says why
   */
  public static Dataset open(String spec, DataOptions options, ProgressListener progress) {
    return switch (spec) {
      case "digits" -> Digits.open(options);
      case "ring", "grid", "swiss-roll", "two-moons" -> points(spec, options);
      case "mnist" -> NamedSet.MNIST.open(options, progress);
      case "fashion-mnist" -> NamedSet.FASHION_MNIST.open(options, progress);
      case "cifar10" -> NamedSet.CIFAR_10.open(options, progress);
      case StackedMnist.NAME -> StackedMnist.open(options, progress);
      default -> openPath(path(spec), options, progress);
    };
  }

  /** Whether a source that {@link #open} takes has a held-out part. */
  public static boolean hasTestSplit(String spec) {
    Optional<DomainSource> two = DomainSource.parse(spec);
    if (two.isPresent()) {
      return two.get().hasTestSplit();
    }
    if (NAMES.contains(spec)) {
      return !spec.equals("digits");
    }
    Path folder = path(spec);
    return Files.isDirectory(folder) && (IdxSet.hasTest(folder) || CifarSet.hasTest(folder));
  }

  /** The same source by a name that holds in every directory: paths that exist become absolute. */
  public static String portable(String spec) {
    Optional<DomainSource> two = DomainSource.parse(spec);
    if (two.isPresent()) {
      return two.get().portable();
    }
    try {
      return NAMES.contains(spec) || !Files.exists(Path.of(spec))
          ? spec
          : Path.of(spec).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return spec;
    }
  }

  private static PointSet points(String name, DataOptions options) {
    if (options.size() != 0 || options.channels() != 0) {
      throw new InvalidInputException(
          name + ": is a set of points, which have no size and no channels");
    }
    return switch (name) {
      case "ring" -> PointSet.ring(options.testSplit());
      case "grid" -> PointSet.grid(options.testSplit());
      case "swiss-roll" -> PointSet.swissRoll(options.testSplit());
      default -> PointSet.twoMoons(options.testSplit());
    };
  }

  private static Path path(String spec) {
    try {
      Path path = Path.of(spec);
      if (!spec.isBlank() && Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw unknown(spec);
    }
    throw unknown(spec);
  }

  private static InvalidInputException unknown(String spec) {
    String near =
        NearestName.to(spec, NAMES).map(name -> " Did you mean " + name + "?").orElse("");
    return new InvalidInputException(
        "'" + spec + "': no such file or folder, and no data set of that name." + near
            + " The named sets are " + String.join(", ", NAMES) + ".");
  }

  private static Dataset openPath(Path path, DataOptions options, ProgressListener progress) {
    if (!Files.isReadable(path)) {
      throw new InvalidInputException(path + ": cannot be read (permission denied)");
    }
    Path file = path.toAbsolutePath().normalize().getFileName();
    String name = file == null ? path.toString() : file.toString();
    if (Files.isDirectory(path)) {
      if (IdxSet.isIn(path)) {
        return IdxSet.openFolder(path, name, options, progress);
      }
      return CifarSet.isIn(path)
          ? CifarSet.openFolder(path, name, options, progress)
          : ImageFolder.openFolder(path, name, options, progress);
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      return ImageFolder.openZip(path, name, options, progress);
    }
    return openIdxFile(path, name, options, progress);
  }

  private static Dataset openIdxFile(
      Path path, String name, DataOptions options, ProgressListener progress) {
    boolean named = name.contains("idx");
    if (!named && !IdxFile.looksLikeImages(path)) {
      throw new InvalidInputException(
          path
              + ": is one file, expected a folder or .zip of images, or an IDX file of images (train-images-idx3-ubyte.gz)");
    }
    if (options.testSplit()) {
      throw new InvalidInputException(
          path + ": is one file, which has no test split; name its folder");
    }
    return IdxSet.openFile(path, name, options, progress);
  }
}
