package org.zeuxis.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file of a public data set.
 *
 * @param name the last part of its address
 * @param sha256 of the file as published, in hexadecimal digits
 * @param contentSha256 of what it holds once gunzipped, which lets a mirror compress anew; empty
 *     where only the published file will do
 */
record RemoteFile(String name, String sha256, String contentSha256) {
  /** Empty where a file on disk is this one, else the SHA-256 that was found. */
  String mismatch(Path file) throws IOException {
    String found;
    try (InputStream in = Files.newInputStream(file)) {
      found = sha256(in);
    }
    if (found.equals(sha256)) {
      return "";
    }
    if (contentSha256.isEmpty()) {
      return found;
    }
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return sha256(in).equals(contentSha256) ? "" : found;
    } catch (IOException e) {
      return found; // no gzip, or cut off
    }
  }

  private static String sha256(InputStream in) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
