package org.zeuxis.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A file that is there whole or not at all: written beside its place, then renamed into it. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What goes into the file. */
  @FunctionalInterface
  interface Body {
    void to(FileChannel channel) throws IOException;
  }

  /** Writes, over what is there; where that fails, what was there stays. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, channel -> {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    });
  }

  static void write(Path file, Body body) throws IOException {
    // Not createTempFile: nobody but the owner could read what it makes.
    String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Path beside = file.resolveSibling("." + file.getFileName() + "." + suffix + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        body.to(channel);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
