package org.zeuxis.app.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;

/**
 * The sample grids of a run, as a page holds them.
 *
 * @param grids by rising step
 * @param total how many grids the run has, of which these are evenly spread ones
 */
record SampleHistory(List<Grid> grids, int total) {
  /** A minute of watching at the page's pace. */
  private static final int MOST = 120;

  /** Bytes of PNG that a page may hold: a mail takes it, a phone opens it. */
  private static final long BUDGET = 12_000_000;

  private static final Pattern FILE = Pattern.compile("step-(\\d{1,18})\\.png");
  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;

  /** Where the header chunk, which is the first, has width and height. */
  private static final int WIDTH_AT = 16;

  private static final int HEIGHT_AT = 20;
  private static final int HEADER = 24;

  /**
   * A grid.
   *
   * @param width in pixels
   * @param height in pixels
   * @param source the PNG as a data URI
   */
  record Grid(long step, int width, int height, String source) {}

  /** Reads the grids of a run directory; files that are no PNG are left out. */
  static SampleHistory of(Path run) {
    return reading(run, files -> new SampleHistory(grids(spread(files)), files.size()));
  }

  /** The newest grid alone, or none. */
  static List<Grid> last(Path run) {
    return reading(run, files -> grids(files.subList(Math.max(0, files.size() - 1), files.size())));
  }

  private interface Reading<T> {
    T of(List<Path> files) throws IOException;
  }

  private static <T> T reading(Path run, Reading<T> reading) {
    Path directory = run.resolve("samples");
    try {
      return reading.of(files(directory));
    } catch (IOException e) {
      throw new InvalidInputException(
          directory + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  private static List<Grid> grids(List<Path> files) throws IOException {
    List<Grid> grids = new ArrayList<>();
    for (Path file : files) {
      byte[] png = Files.readAllBytes(file);
      if (isPng(png)) {
        grids.add(grid(file, png));
      }
    }
    return grids;
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(path -> FILE.matcher(path.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** The first, the last, and as many evenly between them as the page has room for. */
  private static List<Path> spread(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    if (files.size() <= MOST && bytes <= BUDGET) {
      return files;
    }
    int room = (int) Math.max(2, Math.min(MOST, BUDGET * files.size() / bytes));
    Set<Path> spread = new LinkedHashSet<>();
    for (int i = 0; i < room; i++) {
      spread.add(files.get((int) Math.round(i * (files.size() - 1) / (room - 1.0))));
    }
    return List.copyOf(spread);
  }

  private static boolean isPng(byte[] bytes) {
    return bytes.length > HEADER && ByteBuffer.wrap(bytes).getLong() == PNG_SIGNATURE;
  }

  private static Grid grid(Path file, byte[] png) {
    String step = FILE.matcher(file.getFileName().toString()).replaceFirst("$1");
    ByteBuffer header = ByteBuffer.wrap(png);
    return new Grid(
        Long.parseLong(step),
        header.getInt(WIDTH_AT),
        header.getInt(HEIGHT_AT),
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }
}
