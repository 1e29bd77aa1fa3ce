package org.zeuxis.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.zeuxis.InvalidInputException;

/** The file {@code SHA256SUMS} of a directory, in the format of {@code sha256sum --check}. */
final class Checksums {
  static final String FILE = "SHA256SUMS";

  private Checksums() {}

  static void write(Path directory, List<String> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String file : files) {
      lines.append(sha256(directory.resolve(file))).append("  ").append(file).append('\n');
    }
    Files.writeString(directory.resolve(FILE), lines);
  }

  /** Throws where one of the files is missing, not listed, or not what was written. */
  static void verify(Path directory, List<String> files, String consequence) {
    try {
      List<String> lines = Files.readAllLines(directory.resolve(FILE));
      for (String name : files) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
          throw new InvalidInputException(file + ": is missing, " + consequence);
        }
        if (!lines.contains(sha256(file) + "  " + name)) {
          throw new InvalidInputException(
              file + ": does not match its SHA-256 in " + FILE + ", " + consequence);
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          directory + ": " + FILE + " cannot be read (" + InvalidInputException.reason(e) + "), "
              + consequence,
          e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
