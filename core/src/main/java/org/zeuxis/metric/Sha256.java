package org.zeuxis.metric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** SHA-256 of what determines a number, as 64 hexadecimal digits. */
final class Sha256 {
  private final MessageDigest digest;

  private Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Of texts, each with its length, so that no two lists run together to the same. */
  static String of(String... texts) {
    Sha256 sha = new Sha256();
    for (String text : texts) {
      sha.add(text);
    }
    return sha.hex();
  }

  /** Of a file's content. */
  static String of(Path file) {
    Sha256 sha = new Sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.digest.update(buffer, 0, n);
      }
      return sha.hex();
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read (" + InvalidInputException.reason(e) + ")", e);
    }
  }

  /** Of names, types, shapes and elements, in the map's order. */
  static String of(Map<String, Tensor> tensors) {
    Sha256 sha = new Sha256();
    tensors.forEach((name, tensor) -> {
      sha.add(name + " " + tensor.type() + " " + Arrays.toString(tensor.shape()));
      try (Scope scope = new Scope()) {
        sha.digest.update(tensor.detach().to(Device.CPU).contiguous().buffer());
      }
    });
    return sha.hex();
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
