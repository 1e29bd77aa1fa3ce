package org.zeuxis.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zeuxis.InvalidInputException;

/**
 * One writer at a time: a lock of the operating system, which ends with the process however that
 * ends.
 */
public final class RunLock implements AutoCloseable {
  static final String FILE = "lock";

  /**
   * What this process holds. The file must not even be opened a second time: when any of its
   * channels closes, the operating system takes the lock away from all of them.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final Path held;

  private RunLock(FileChannel channel, Path held) {
    this.channel = channel;
    this.held = held;
  }

  static RunLock acquire(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      Path real = directory.toRealPath();
      if (HELD.add(real)) {
        FileChannel channel = null;
        try {
          channel = lock(file);
        } finally {
          if (channel == null) {
            HELD.remove(real);
          }
        }
        if (channel != null) {
          return new RunLock(channel, real);
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be locked: " + InvalidInputException.reason(e), e);
    }
    throw new InvalidInputException(
        directory + ": in use by another training; wait until it ends, or stop it");
  }

  /** The locked file's channel, or null where another process has the lock. */
  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  @Override
  public void close() {
    HELD.remove(held);
    try {
      channel.close();
    } catch (IOException e) {
      throw new InvalidInputException(
          "lock: cannot be released: " + InvalidInputException.reason(e), e);
    }
  }
}
