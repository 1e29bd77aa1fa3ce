package org.zeuxis.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.zeuxis.InvalidInputException;

/**
 * Unpacks the plain files of a gzipped tar archive, without their folders, into one folder: all
 * that CIFAR needs.
 */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;
  private static final int TYPE_AT = 156;

  private TarGz() {}

  /** Unpacks into {@code folder} unless that exists; it appears only once it is complete. */
  static void unpack(Path archive, Path folder) {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Path beside = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "unpacking");
      try {
        unpackInto(archive, beside);
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(beside);
      }
    } catch (IOException e) {
      throw new InvalidInputException(archive + ": cannot be unpacked (" + e + ")", e);
    }
  }

  private static void unpackInto(Path archive, Path folder) throws IOException {
    try (InputStream in = new BufferedInputStream(
        new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
      byte[] head = in.readNBytes(BLOCK);
      while (head.length == BLOCK && head[0] != 0) {
        String path = text(head, 0, NAME_BYTES);
        long size = Long.parseLong(text(head, SIZE_AT, SIZE_BYTES).strip(), 8);
        boolean plain = head[TYPE_AT] == '0' || head[TYPE_AT] == 0;
        if (plain && !path.endsWith("/")) {
          // The last name alone: no archive writes outside the folder.
          String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
          Files.write(folder.resolve(name), readFully(in, size));
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        head = in.readNBytes(BLOCK);
      }
    } catch (NumberFormatException e) {
      throw new IOException("no tar archive", e);
    }
  }

  private static byte[] readFully(InputStream in, long size) throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(size));
    if (bytes.length < size) {
      throw new EOFException("truncated");
    }
    return bytes;
  }

  private static String text(byte[] head, int from, int length) {
    String field = new String(head, from, length, StandardCharsets.US_ASCII);
    int end = field.indexOf(0);
    return end < 0 ? field : field.substring(0, end);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> inside;
      try (Stream<Path> walk = Files.walk(folder)) {
        inside = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : inside) {
        Files.delete(path);
      }
    }
  }
}
