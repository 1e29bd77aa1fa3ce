package org.zeuxis.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.zeuxis.InvalidInputException;

/** The image files of a zip archive. */
final class ZipFiles extends ImageFiles {
  private final Path archive;
  private final ZipFile zip;

  ZipFiles(Path archive) {
    this.archive = archive;
    try {
      zip = open(archive);
    } catch (IOException e) {
      throw new InvalidInputException(
          archive + ": is no readable zip archive (" + e.getMessage() + ")", e);
    }
    zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).forEach(this::add);
    sort();
  }

  /**
   * Names are UTF-8, or else whatever old archivers wrote: taken byte by byte, which keeps them
   * apart.
   */
  private static ZipFile open(Path archive) throws IOException {
    try {
      return new ZipFile(archive.toFile());
    } catch (ZipException e) {
      return new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * The folders that all images share: archivers like to pack {@code animals/cat/1.png} for
   * {@code cat/1.png}.
   */
  @Override
  String root() {
    if (paths().isEmpty()) {
      return "";
    }
    String first = paths().get(0);
    String root = first.substring(0, first.lastIndexOf('/') + 1);
    for (String path : paths()) {
      while (!path.startsWith(root)) {
        root = root.substring(0, root.lastIndexOf('/', root.length() - 2) + 1);
      }
    }
    return root;
  }

  @Override
  String prefix() {
    return archive + "!";
  }

  @Override
  byte[] bytes(String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      throw new FileNotFoundException("no longer in the archive");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      // One byte more than allowed tells a file that is longer than its entry says.
      byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
      requireSize(bytes.length);
      return bytes;
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new InvalidInputException(archive + ": cannot be closed (" + e.getMessage() + ")", e);
    }
  }
}
