package org.zeuxis.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.zeuxis.InvalidInputException;

/**
 * One writer at a time: a lock of the operating system, which ends with the process however that
 * ends.
 */
public final class RunLock implements AutoCloseable {
  static final String FILE = "lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  static RunLock acquire(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return new RunLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be locked: " + InvalidInputException.reason(e), e);
    }
    throw new InvalidInputException(
        directory + ": in use by another training; wait until it ends, or stop it");
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new InvalidInputException(
          "lock: cannot be released: " + InvalidInputException.reason(e), e);
    }
  }
}
