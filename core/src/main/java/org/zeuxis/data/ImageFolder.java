package org.zeuxis.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zeuxis.InvalidInputException;

/**
 * Reads a folder or zip archive of images: the first level of folders gives the classes, in
 * alphabetical order; the images are in the order of their paths.
 *
 * <p>Two passes: the headers, which settle size, channels and memory, then the pixels.
 */
final class ImageFolder {
  /** The class of images that lie beside class folders. */
  private static final String UNSORTED = "unsorted";

  private final String name;
  private final ImageFiles files;
  private final String root;
  private final DataOptions options;
  private final ProgressListener progress;
  private final Cut cut;

  /** Why an image was left out, by its place in {@code files.paths()}. */
  private final Map<Integer, String> bad = new TreeMap<>();

  private ImageFolder(
      String name, ImageFiles files, DataOptions options, ProgressListener progress) {
    this.name = name;
    this.files = files;
    this.root = files.root();
    this.options = options;
    this.progress = progress;
    cut = Cut.of(options);
  }

  static ImageSet openFolder(
      Path folder, String name, DataOptions options, ProgressListener progress) {
    try (ImageFiles files = new FolderFiles(folder)) {
      return open(folder, name, files, options, progress);
    }
  }

  static ImageSet openZip(
      Path archive, String name, DataOptions options, ProgressListener progress) {
    try (ImageFiles files = new ZipFiles(archive)) {
      return open(archive, name, files, options, progress);
    }
  }

  private static ImageSet open(
      Path path, String name, ImageFiles files, DataOptions options, ProgressListener progress) {
    if (options.testSplit()) {
      throw new InvalidInputException(path + ": images in folders have no test split");
    }
    int count = files.paths().size();
    if (count < 2) {
      String others =
          files.ignored().isEmpty() ? "" : " (other files: " + counts(files.ignored()) + ")";
      throw new InvalidInputException(path + ": " + count + (count == 1 ? " image" : " images")
          + ", expected at least 2 PNG, JPEG, GIF, BMP or WebP files" + others);
    }
    return new ImageFolder(name, files, options, progress).read();
  }

  private ImageSet read() {
    List<String> paths = files.paths();
    ImageDecoder.Header[] headers = new ImageDecoder.Header[paths.size()];
    forEach("reading headers", i -> headers[i] = cut.header(files.bytes(paths.get(i))));
    ImageForm form = form(headers);
    int[] counts = new int[paths.size()];
    forEach(
        "counting images", i -> counts[i] = headers[i] == null ? 0 : cut.count(headers[i], form));
    int[] first = counts.clone();
    Arrays.parallelPrefix(first, Integer::sum);
    PixelStore pixels = PixelStore.allocate(name, first[first.length - 1], form);
    forEach("decoding images", i -> {
      if (counts[i] > 0) {
        int at = first[i] - counts[i];
        for (byte[] image : cut.decode(files.bytes(paths.get(i)), form)) {
          pixels.put(at++, image);
        }
      }
    });
    List<String> good = new ArrayList<>();
    Map<String, Integer> kinds = new HashMap<>();
    for (int i = 0; i < headers.length; i++) {
      if (!bad.containsKey(i)) {
        for (int at = first[i] - counts[i]; at < first[i]; at++) {
          pixels.move(at, good.size());
          good.add(paths.get(i));
        }
        kinds.merge(headers[i].format(), 1, Integer::sum);
      }
    }
    List<String> names =
        good.stream().map(path -> path.substring(root.length())).toList();
    return new ImageSet(name, form, pixels, labels(good), provenance(kinds), names);
  }

  private void forEach(String task, PairOfThreads.Work work) {
    Map<Integer, IOException> failures = PairOfThreads.run(
        files.paths().size(),
        work,
        options.skipBad(),
        done -> progress.progress(task, done, files.paths().size()));
    failures.forEach((i, e) -> {
      String reason = e instanceof BadImageException
          ? e.getMessage()
          : "cannot be read (" + e.getMessage() + ")";
      String line = files.prefix() + files.paths().get(i) + ": " + reason;
      if (!options.skipBad()) {
        throw new InvalidInputException(line + "; --skip-bad leaves bad images out", e);
      }
      bad.put(i, line);
    });
    int left = files.paths().size() - bad.size();
    if (left < 2) {
      throw new InvalidInputException(name + ": " + left + " good images of "
          + files.paths().size() + ", expected at least 2; the first bad one: "
          + bad.values().iterator().next());
    }
  }

  private ImageForm form(ImageDecoder.Header[] headers) {
    boolean grey = true;
    int side = -1;
    for (ImageDecoder.Header header : headers) {
      if (header != null) {
        grey &= header.grey();
        side = side == -1 || side == header.squareSide() ? header.squareSide() : 0;
      }
    }
    return options.form(grey ? 1 : 3, side);
  }

  private Labels labels(List<String> paths) {
    TreeSet<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(className(path)));
    if (names.size() == 1 && names.contains(UNSORTED)) {
      return Labels.none(paths.size());
    }
    List<String> sorted = new ArrayList<>(names);
    return new Labels(
        sorted,
        paths.stream()
            .mapToInt(path -> Collections.binarySearch(sorted, className(path)))
            .toArray());
  }

  private String className(String path) {
    int start = root.length();
    int slash = path.indexOf('/', start);
    return slash < 0 ? UNSORTED : path.substring(start, slash);
  }

  private Provenance provenance(Map<String, Integer> kinds) {
    List<String> notes = new ArrayList<>();
    if (!bad.isEmpty()) {
      notes.add("left out " + bad.size() + " bad of " + files.paths().size()
          + " images, the first: " + bad.values().iterator().next());
    }
    if (!files.ignored().isEmpty()) {
      notes.add("ignored files that are no images: " + counts(files.ignored()));
    }
    notes.forEach(progress::note);
    return new Provenance(kinds, files.ignored(), List.copyOf(bad.values()), notes);
  }

  private static String counts(Map<String, Integer> byExtension) {
    List<String> parts = new ArrayList<>();
    byExtension.forEach((extension, count) -> parts.add(count + " ." + extension));
    return String.join(", ", parts);
  }
}
