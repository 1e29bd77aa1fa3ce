package org.zeuxis.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.zeuxis.InvalidInputException;

/** What a checkpoint asks of the file system beyond writing. */
final class DurableFiles {
  private DurableFiles() {}

  /** Waits until a file, or the names in a directory, are on the disk. */
  static void sync(Path path) throws IOException {
    // A directory opens for reading only, and not at all on Windows, which has no such thing to
    // sync.
    boolean isDirectory = Files.isDirectory(path);
    if (isDirectory && System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(path, isDirectory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Removes a directory with all that is in it, if it is there. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The same where something else went wrong already. */
  static void deleteQuietly(Path tree) {
    try {
      delete(tree);
    } catch (IOException e) {
      LoggerFactory.getLogger(DurableFiles.class)
          .warn("{}: cannot be removed: {}", tree, InvalidInputException.reason(e));
    }
  }
}
