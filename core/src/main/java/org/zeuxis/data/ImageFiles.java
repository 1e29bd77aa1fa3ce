package org.zeuxis.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The image files of a folder or an archive, by their paths within it, sorted; closed when their
 * bytes are no longer needed.
 */
abstract class ImageFiles implements AutoCloseable {
  /** A larger file is no sample of a data set. */
  static final long MOST_BYTES = 256L << 20;

  private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp");

  /**
   * What is never worth a word: the file that carries captions, and what file managers leave
   * behind.
   */
  private static final Set<String> SILENT = Set.of("captions.tsv", "thumbs.db", "desktop.ini");

  private final List<String> paths = new ArrayList<>();
  private final Map<String, Integer> ignored = new TreeMap<>();

  /**
   * Takes a file in, by its path within the folder or the archive with {@code /} between the names.
   */
  final void add(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (isHidden(path) || SILENT.contains(file.toLowerCase(Locale.ROOT))) {
      return;
    }
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (IMAGES.contains(extension)) {
      paths.add(path);
    } else {
      ignored.merge(extension, 1, Integer::sum);
    }
  }

  private static boolean isHidden(String path) {
    for (String part : path.split("/", -1)) {
      if (part.startsWith(".") || part.equals("__MACOSX")) {
        return true;
      }
    }
    return false;
  }

  final void sort() {
    paths.sort(Comparator.naturalOrder());
  }

  /** The paths of the images, sorted. */
  final List<String> paths() {
    return paths;
  }

  /** How many files of other extensions there are, by extension. */
  final Map<String, Integer> ignored() {
    return ignored;
  }

  /**
   * The leading part of every path that says nothing about the class: empty, or ends in {@code /}.
   */
  abstract String root();

  /** What is put before a path to name the file to a person. */
  abstract String prefix();

  /** The content of one image; called by several threads. */
  abstract byte[] bytes(String path) throws IOException;

  @Override
  public abstract void close();

  static void requireSize(long bytes) throws BadImageException {
    if (bytes > MOST_BYTES) {
      throw new BadImageException(
          "has " + (bytes >> 20) + " MiB, expected at most " + (MOST_BYTES >> 20));
    }
  }
}
