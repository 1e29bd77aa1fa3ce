package org.zeuxis.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Tensor;

/**
 * Named tensors in one file: the length of a header (8 bytes, little-endian), the header (JSON),
 * the elements. Hugging Face's safetensors 0.4 (github.com/huggingface/safetensors, README,
 * "Format"); Python reads it with {@code safetensors.torch.load_file}.
 *
 * <p>The same tensors give the same bytes. Element types: F32, F64, I64, U8, BOOL.
 */
public final class Safetensors {
  /** The largest header that the reference implementation takes: MAX_HEADER_SIZE. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = 8;

  private Safetensors() {}

  /**
   * What a file holds, both in the order of its header.
   *
   * @param tensors by name, of any shape
   * @param metadata free text by name
   */
  public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /**
   * Writes to exactly this path, over what is there, and waits until it is on the disk.
   * {@link #replace} is for those who want the old file to survive a crash.
   *
   * <p>The header names the tensors in the map's order. Their elements lie by falling size of the
   * element, each type in the map's order, so that every tensor is aligned and can be mapped into
   * memory; the reference implementation lays them so too.
   *
   * @param tensors by name, of any shape, on any device
   * @param metadata free text by name; none is written where it is empty
   * @throws IllegalArgumentException if a tensor is called {@code __metadata__}
   * @throws IOException if the disk is full, the directory is missing …
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    requireNames(tensors);
    try (FileChannel channel = FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING)) {
      write(channel, tensors, metadata);
    }
  }

  /**
   * As {@link #write}, but beside the path and renamed into it: at any instant there is the old
   * file, the new one, or none where there was none.
   */
  public static void replace(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    requireNames(tensors);
    AtomicFile.write(file, channel -> write(channel, tensors, metadata));
  }

  private static void requireNames(Map<String, Tensor> tensors) {
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor must not be called " + SafetensorsHeader.METADATA + ": the format needs it");
    }
  }

  private static void write(
      FileChannel channel, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<String> layout = new ArrayList<>(tensors.keySet());
    layout.sort(Comparator.comparingInt(name -> -tensors.get(name).type().bytes()));
    byte[] header = header(tensors, layout, metadata).bytes();
    ByteBuffer head =
        ByteBuffer.allocate(LENGTH_BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(header.length).put(header).flip();
    while (head.hasRemaining()) {
      channel.write(head);
    }
    for (String name : layout) {
      TensorBytes.write(channel, tensors.get(name));
    }
    channel.force(true);
  }

  private static SafetensorsHeader header(
      Map<String, Tensor> tensors, List<String> layout, Map<String, String> metadata) {
    Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    tensors.keySet().forEach(name -> entries.put(name, null));
    long begin = 0;
    for (String name : layout) {
      SafetensorsHeader.Entry entry = SafetensorsHeader.Entry.of(tensors.get(name), begin);
      entries.put(name, entry);
      begin = entry.end();
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /**
   * Reads a whole file. The tensors are made on the processor, in the caller's scope.
   *
   * @throws InvalidInputException if there is no such file, or it is cut short, damaged or of
   *     another format; nothing has been read into memory then
   * @throws IOException if the disk fails
   */
  public static Contents read(Path file) throws IOException {
    requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] head = head(file, channel);
      long begin = LENGTH_BYTES + (long) head.length;
      SafetensorsHeader header = SafetensorsHeader.parse(file, head, channel.size() - begin);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, SafetensorsHeader.Entry> named : header.entries().entrySet()) {
        SafetensorsHeader.Entry entry = named.getValue();
        tensors.put(
            named.getKey(),
            TensorBytes.read(channel, begin + entry.begin(), entry.type(), entry.extents()));
      }
      return new Contents(tensors, header.metadata());
    }
  }

  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          file + ": " + (Files.exists(file) ? "is not a file" : "there is no such file"));
    }
  }

  private static byte[] head(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new InvalidInputException(file + ": is " + size
          + " bytes long, expected a safetensors file, which begins with " + LENGTH_BYTES
          + " bytes for the length of its header");
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > MOST_HEADER_BYTES) {
      throw new InvalidInputException(file + ": claims a header of "
          + Long.toUnsignedString(bytes) + " bytes, expected 2 to " + MOST_HEADER_BYTES
          + "; is it a safetensors file?");
    }
    if (bytes > size - LENGTH_BYTES) {
      throw new InvalidInputException(file + ": claims a header of " + bytes + " bytes, but only "
          + (size - LENGTH_BYTES) + " follow: the file is cut short or of another format");
    }
    byte[] head = new byte[(int) bytes];
    readFully(channel, ByteBuffer.wrap(head), LENGTH_BYTES);
    return head;
  }

  private static void readFully(FileChannel channel, ByteBuffer to, long position)
      throws IOException {
    long at = position;
    while (to.hasRemaining()) {
      int read = channel.read(to, at);
      if (read < 0) {
        throw new IOException("the file was shortened while it was read");
      }
      at += read;
    }
  }
}
