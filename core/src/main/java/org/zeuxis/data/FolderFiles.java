package org.zeuxis.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import org.zeuxis.InvalidInputException;

/** The image files of a folder and its sub-folders; links are followed. */
final class FolderFiles extends ImageFiles {
  private final Path root;

  FolderFiles(Path root) {
    this.root = root;
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor());
    } catch (IOException e) {
      throw new InvalidInputException(root + ": cannot be read (" + e + ")", e);
    }
    sort();
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        add(root.relativize(file).toString().replace(File.separatorChar, '/'));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }

  @Override
  String root() {
    return "";
  }

  @Override
  String prefix() {
    return root + File.separator;
  }

  @Override
  byte[] bytes(String path) throws IOException {
    Path file = root.resolve(path);
    requireSize(Files.size(file));
    return Files.readAllBytes(file);
  }

  @Override
  public void close() {
    // A folder holds nothing open.
  }
}
