package org.zeuxis.export;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.zeuxis.InvalidInputException;

/**
 * Many pictures as PNG files {@code 000000.png}, {@code 000001.png} …, in a directory or in one zip
 * archive. Pictures are taken one at a time, so that they need not all be in memory.
 */
public final class ImageFolder {
  /**
   * Fixed, so that equal pictures give equal archives; after January 1980, for which Java's zip
   * adds a time that depends on the time zone.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /**
   * A picture with a place of its own.
   *
   * @param path within the directory or the archive, {@code cats/1.png}
   */
  public record Named(String path, BufferedImage picture) {}

  private ImageFolder() {}

  /**
   * Writes into a directory that does not exist yet, or is empty: pictures of two exports never
   * mix. All files are there or none: where a picture fails, those before it go.
   *
   * @throws InvalidInputException if the directory holds something, or is a file
   * @throws IOException if the disk is full, …
   */
  public static void folder(Path directory, Iterable<BufferedImage> images) throws IOException {
    folderOf(directory, numbered(images));
  }

  /** The same with files of certain names, in sub-folders where these have any. */
  public static void folderOf(Path directory, Iterable<Named> images) throws IOException {
    requireEmpty(directory);
    boolean isNew = !Files.exists(directory);
    Files.createDirectories(directory);
    List<Path> begun = new ArrayList<>();
    boolean whole = false;
    try {
      for (Named image : images) {
        Path file = within(directory, image.path());
        begun.add(file);
        Files.createDirectories(file.getParent());
        ImageGrid.writePng(file, image.picture());
      }
      whole = true;
    } finally {
      if (!whole) {
        undo(directory, begun, isNew);
      }
    }
  }

  /** Names come out of archives, which may be anybody's. */
  private static Path within(Path directory, String path) {
    Path whole = directory.toAbsolutePath().normalize();
    if (!whole.resolve(path).normalize().startsWith(whole)) {
      throw new InvalidInputException(directory + ": " + path + " lies outside of it");
    }
    return directory.resolve(path);
  }

  private static void undo(Path directory, List<Path> begun, boolean isNew) throws IOException {
    TreeSet<Path> folders = new TreeSet<>(Comparator.reverseOrder());
    for (Path file : begun) {
      Files.deleteIfExists(file);
      for (Path up = file.getParent(); !up.equals(directory); up = up.getParent()) {
        folders.add(up);
      }
    }
    for (Path folder : folders) {
      Files.deleteIfExists(folder);
    }
    if (isNew) {
      Files.delete(directory);
    }
  }

  private static Iterable<Named> numbered(Iterable<BufferedImage> images) {
    return () -> {
      Iterator<BufferedImage> remaining = images.iterator();
      return new Iterator<>() {
        private int number;

        @Override
        public boolean hasNext() {
          return remaining.hasNext();
        }

        @Override
        public Named next() {
          return new Named(name(number++), remaining.next());
        }
      };
    };
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new InvalidInputException(directory + ": is a file, expected a new or empty directory");
    }
    if (Files.isDirectory(directory)) {
      try (Stream<Path> there = Files.list(directory)) {
        there.findAny().ifPresent(found -> {
          throw new InvalidInputException(directory + ": holds " + found.getFileName()
              + " already, expected a new or empty directory");
        });
      }
    }
  }

  /**
   * Writes an archive: whole or not at all, over what is there, equal pictures as equal bytes. The
   * files are stored as they are, since PNG is compressed already.
   *
   * @throws IOException if the disk is full, the directory is missing …
   */
  public static void zip(Path file, Iterable<BufferedImage> images) throws IOException {
    zipOf(file, numbered(images));
  }

  /** The same with files of certain names. */
  public static void zipOf(Path file, Iterable<Named> images) throws IOException {
    AtomicFile.write(file, channel -> {
      try (ZipOutputStream zip =
          new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
        for (Named image : images) {
          store(zip, image.path(), Png.encode(image.picture()));
        }
      }
    });
  }

  private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static String name(int i) {
    return String.format(Locale.ROOT, "%06d.png", i);
  }
}
