package org.zeuxis.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over a set's shape, its labels and, sample by sample, its content. */
final class Fingerprint {
  private final MessageDigest digest = sha256();

  Fingerprint(long[] sampleShape, int[] labels) {
    ByteBuffer head = ByteBuffer.allocate(8 * (sampleShape.length + 2));
    head.putLong(sampleShape.length);
    for (long side : sampleShape) {
      head.putLong(side);
    }
    digest.update(head.putLong(labels.length).array());
    ByteBuffer body = ByteBuffer.allocate(4 * labels.length);
    body.asIntBuffer().put(labels);
    digest.update(body);
  }

  void add(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  void add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of a text. */
  static String of(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
