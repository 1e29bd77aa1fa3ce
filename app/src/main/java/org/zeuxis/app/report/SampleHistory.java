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
import java.util.regex.Matcher;
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
    Path directory = run.resolve("samples");
    try {
      List<Path> files = files(directory);
      List<Grid> grids = new ArrayList<>();
      for (Path file : spread(files)) {
        byte[] png = Files.readAllBytes(file);
        if (isPng(png)) {
          grids.add(grid(file, png));
        }
      }
      return new SampleHistory(grids, files.size());
    } catch (IOException e) {
      throw new InvalidInputException(
          directory + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  /** The newest grid alone, or none. */
  static List<Grid> last(Path run) {
    List<Grid> grids = of(run).grids();
    return grids.isEmpty() ? List.of() : List.of(grids.get(grids.size() - 1));
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
    Matcher name = FILE.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("no grid: " + file);
    }
    ByteBuffer header = ByteBuffer.wrap(png);
    return new Grid(
        Long.parseLong(name.group(1)),
        header.getInt(WIDTH_AT),
        header.getInt(HEIGHT_AT),
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }
}
