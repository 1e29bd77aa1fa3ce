package org.zeuxis.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.zeuxis.InvalidInputException;

/**
 * One file in the IDX format of MNIST (Y. LeCun), gzipped or not: a magic number, the sides as
 * big-endian ints, then bytes.
 */
final class IdxFile implements AutoCloseable {
  /** Unsigned bytes in three dimensions: images. */
  static final int IMAGES = 0x0803;

  /** Unsigned bytes in one dimension: labels. */
  static final int LABELS = 0x0801;

  /** Deflate shrinks to no less than a 1032th. */
  private static final long MOST_GZIP_EXPANDS = 1032;

  private final Path file;
  private final DataInputStream in;
  private final int[] sides;

  private IdxFile(Path file, DataInputStream in, int[] sides) {
    this.file = file;
    this.in = in;
    this.sides = sides;
  }

  /** Opens a file whose magic number must be {@code magic}. */
  static IdxFile open(Path file, int magic) {
    try {
      DataInputStream in = stream(file);
      try {
        return new IdxFile(file, in, header(file, in, magic));
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DataInputStream stream(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return new DataInputStream(
          isGzip(file) ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)) : raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static int[] header(Path file, DataInputStream in, int magic) throws IOException {
    int found = in.readInt();
    if (found != magic) {
      throw new InvalidInputException(String.format(
          Locale.ROOT,
          "%s: magic number 0x%08x, expected 0x%08x (IDX %s)",
          file,
          found,
          magic,
          magic == IMAGES ? "images" : "labels"));
    }
    int[] sides = new int[magic & 0xff];
    long bytes = 1;
    for (int i = 0; i < sides.length; i++) {
      sides[i] = in.readInt();
      if (sides[i] < 1 || (i > 0 && sides[i] > 1 << 16)) {
        throw new InvalidInputException(
            file + ": side " + i + " is " + sides[i] + ", expected at least 1");
      }
      bytes *= sides[i];
    }
    long most = Files.size(file) * (isGzip(file) ? MOST_GZIP_EXPANDS : 1);
    if (bytes > most) {
      throw truncated(file, sides[0]);
    }
    return sides;
  }

  int count() {
    return sides[0];
  }

  int height() {
    return sides[1];
  }

  int width() {
    return sides[2];
  }

  /**
   * The next bytes, to fill {@code into}; {@code done} of {@link #count()} items were read before.
   */
  void read(byte[] into, int done) {
    try {
      in.readFully(into);
    } catch (EOFException e) {
      throw new InvalidInputException(
          file + ": truncated, it says " + count() + " items and ends within item " + (done + 1),
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Whether a file begins like IDX images, gzipped or not. */
  static boolean looksLikeImages(Path file) {
    try (DataInputStream in = stream(file)) {
      return in.readInt() == IMAGES;
    } catch (IOException e) {
      return false;
    }
  }

  private static InvalidInputException truncated(Path file, int count) {
    return new InvalidInputException(file + ": truncated, it says " + count
        + " items, more than a file of this length can hold");
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    String reason =
        e instanceof EOFException ? "truncated" : "cannot be read (" + e.getMessage() + ")";
    return new InvalidInputException(file + ": " + reason + ", expected an IDX file", e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
