package org.zeuxis.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.zeuxis.InvalidInputException;

/**
 * Fetches one file over HTTP: into a {@code .part} file that a later attempt goes on with, checked
 * by its SHA-256, and only then renamed into place.
 */
final class Download {
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 30_000;

  /**
   * A connection that was cut is tried again at once, this often in all, as long as each attempt
   * gains something.
   */
  private static final int ATTEMPTS = 5;

  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final String url;
  private final RemoteFile file;
  private final Path target;
  private final Path part;
  private final ProgressListener progress;

  private Download(String base, RemoteFile file, Path folder, ProgressListener progress) {
    this.url = (base.endsWith("/") ? base : base + "/") + file.name();
    this.file = file;
    this.target = folder.resolve(file.name());
    this.part = folder.resolve(file.name() + ".part");
    this.progress = progress;
  }

  /** The file in {@code folder}, fetched from {@code base/<name>} unless it is there. */
  static Path fetch(String base, RemoteFile file, Path folder, ProgressListener progress) {
    Download download = new Download(base, file, folder, progress);
    if (!Files.exists(download.target)) {
      try {
        Files.createDirectories(folder);
        download.fetch();
      } catch (IOException e) {
        throw new InvalidInputException(folder + ": cannot be written (" + e + ")", e);
      }
    }
    return download.target;
  }

  private void fetch() throws IOException {
    try {
      fillPart();
    } finally {
      if (Files.exists(part) && Files.size(part) == 0) {
        Files.delete(part);
      }
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void fillPart() throws IOException {
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (!lock.isValid()) {
        throw new IOException("lost the lock of " + part);
      }
      if (channel.size() == 0 || !file.mismatch(part).isEmpty()) {
        receiveAll(channel);
        channel.force(true);
        verify();
      }
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new InvalidInputException(part + ": is being fetched already; wait for that to end", e);
    }
    throw new InvalidInputException(
        part + ": another program is fetching it; wait for that to end");
  }

  private void receiveAll(FileChannel channel) throws IOException {
    for (int attempt = 1; ; attempt++) {
      long before = channel.size();
      try {
        receive(channel);
        return;
      } catch (CutOffException e) {
        if (attempt == ATTEMPTS || channel.size() == before) {
          throw new InvalidInputException(
              url + ": the connection broke off after " + channel.size() + " bytes ("
                  + e.getMessage() + "); run again to go on from there",
              e);
        }
      }
    }
  }

  private void receive(FileChannel channel) throws IOException {
    long have = channel.size();
    HttpURLConnection connection = connect(have);
    try {
      int status = connection.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        channel.truncate(0); // what is here is no beginning of what is there
        receive(channel);
        return;
      }
      boolean resumed = status == PARTIAL_CONTENT && startsAt(connection, have);
      if (status != HttpURLConnection.HTTP_OK && !resumed) {
        throw new InvalidInputException(url + ": the server answered " + status + " "
            + connection.getResponseMessage() + ", expected the file");
      }
      long from = resumed ? have : 0;
      channel.truncate(from).position(from);
      copy(connection, channel, from);
    } catch (CutOffException | InvalidInputException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidInputException(
          "cannot fetch " + url + " (" + e
              + "); check the network, name a mirror, or put the file into " + target.getParent(),
          e);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect(long have) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setUseCaches(false);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    return connection;
  }

  private static boolean startsAt(HttpURLConnection connection, long have) {
    String range = connection.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + have + "-");
  }

  private void copy(HttpURLConnection connection, FileChannel channel, long from)
      throws IOException {
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : from + length;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = connection.getInputStream()) {
      for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) {
          channel.write(bytes);
        }
        progress.progress("fetching " + file.name(), channel.position(), total);
      }
    }
    if (total >= 0 && channel.position() < total) {
      throw new CutOffException("expected " + total + " bytes", null);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws CutOffException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new CutOffException(String.valueOf(e.getMessage()), e);
    }
  }

  private void verify() throws IOException {
    String found = file.mismatch(part);
    if (!found.isEmpty()) {
      Files.delete(part);
      throw new InvalidInputException(url + ": SHA-256 is " + found + ", expected " + file.sha256()
          + "; what was fetched is deleted");
    }
  }

  /** The connection ended before the file did. */
  private static final class CutOffException extends IOException {
    private static final long serialVersionUID = 1L;

    CutOffException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
