package org.zeuxis.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/**
 * One float32 array in NumPy's own format, version 1.0 (numpy.lib.format): what {@code numpy.save}
 * writes, byte for byte, and {@code numpy.load} reads.
 */
public final class Npy {
  /** {@code \x93NUMPY}, version 1.0. */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The magic and two bytes for the length of the header. */
  private static final int PREFIX_BYTES = MAGIC.length + 2;

  /** numpy.lib.format.ARRAY_ALIGN. */
  private static final int ALIGN = 64;

  /** numpy.lib.format.GROWTH_AXIS_MAX_DIGITS: room for the first extent to grow in place. */
  private static final int GROWTH_DIGITS = 21;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

  private Npy() {}

  /**
   * Writes the array: whole or not at all, over what is there.
   *
   * @param array float32 of any shape, on any device
   * @throws IllegalArgumentException for another element type
   * @throws IOException if the disk is full, the directory is missing …
   */
  public static void write(Path file, Tensor array) throws IOException {
    if (array.type() != DType.FLOAT32) {
      throw new IllegalArgumentException("Npy.write(array): expected FLOAT32, got " + array);
    }
    byte[] header = header(array.shape());
    ByteBuffer head =
        ByteBuffer.allocate(PREFIX_BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).putShort((short) header.length).put(header).flip();
    AtomicFile.write(file, channel -> {
      while (head.hasRemaining()) {
        channel.write(head);
      }
      TensorBytes.write(channel, array);
    });
  }

  private static byte[] header(long... shape) {
    String extents =
        Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String tuple = shape.length == 1 ? extents + "," : extents;
    String dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + tuple + "), }";
    int growth = shape.length == 0 ? 0 : GROWTH_DIGITS - Long.toString(shape[0]).length();
    int bytes = PREFIX_BYTES + dict.length() + growth + 1;
    // numpy adds a whole block where the header happens to end on the boundary.
    int padding = growth + ALIGN - bytes % ALIGN;
    return (dict + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a float32 array, on the processor, in the caller's scope.
   *
   * @throws InvalidInputException if there is no such file, or it is cut short, damaged, of another
   *     version or element type, or in Fortran's order
   * @throws IOException if the disk fails
   */
  public static Tensor read(Path file) throws IOException {
    Safetensors.requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] prefix = bytes(channel, 0, PREFIX_BYTES);
      requireMagic(file, prefix);
      int length = Short.toUnsignedInt(
          ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getShort(MAGIC.length));
      String header =
          new String(bytes(channel, PREFIX_BYTES, length), StandardCharsets.ISO_8859_1).strip();
      long[] shape = shape(file, header);
      long begin = PREFIX_BYTES + (long) length;
      requireSize(file, shape, channel.size() - begin);
      return TensorBytes.read(channel, begin, DType.FLOAT32, shape);
    }
  }

  /** Up to that many bytes, as far as the file goes. */
  private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
      // Reads on.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static void requireMagic(Path file, byte[] prefix) {
    int name = MAGIC.length - 2;
    if (prefix.length < PREFIX_BYTES || !Arrays.equals(prefix, 0, name, MAGIC, 0, name)) {
      throw bad(file, "is no NumPy array, expected a file that begins with \\x93NUMPY");
    }
    if (!Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw bad(file, "is of version " + prefix[name] + "." + prefix[name + 1] + ", expected 1.0");
    }
  }

  private static long[] shape(Path file, String header) {
    String descr = find(file, DESCR, "'descr'", header);
    if (!descr.equals("<f4")) {
      throw bad(file, "holds elements '" + descr + "', expected '<f4' (float32, little-endian)");
    }
    if (find(file, ORDER, "'fortran_order'", header).equals("True")) {
      throw bad(file, "is in Fortran's order, expected C's; save numpy.ascontiguousarray(x)");
    }
    String extents = find(file, SHAPE, "'shape'", header);
    try {
      return Pattern.compile("[, ]+")
          .splitAsStream(extents)
          .filter(extent -> !extent.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw bad(file, "has the shape (" + extents + "), more than any file holds");
    }
  }

  private static String find(Path file, Pattern pattern, String key, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw bad(file, "has a header without a usable " + key + ": " + header);
    }
    return matcher.group(1);
  }

  private static void requireSize(Path file, long[] shape, long found) {
    long expected = DType.FLOAT32.bytes();
    boolean empty = false;
    try {
      for (long extent : shape) {
        empty |= extent == 0;
        expected = Math.multiplyExact(expected, Math.max(1, extent));
      }
    } catch (ArithmeticException e) {
      throw bad(file, "has the shape " + Arrays.toString(shape) + ", more than any file holds");
    }
    if (found != (empty ? 0 : expected)) {
      throw bad(
          file,
          "has the shape " + Arrays.toString(shape) + ", which takes " + (empty ? 0 : expected)
              + " bytes, but " + found + " follow the header");
    }
  }

  private static InvalidInputException bad(Path file, String what) {
    return new InvalidInputException((file + ": " + what).replaceAll("[\\r\\n]+", " "));
  }
}
