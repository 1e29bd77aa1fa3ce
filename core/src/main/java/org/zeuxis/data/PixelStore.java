package org.zeuxis.data;

import java.util.Locale;
import org.zeuxis.InvalidInputException;

/**
 * Room for many images of one size, in arrays of at most 1 GiB; an image never straddles two of
 * them.
 */
final class PixelStore {
  private static final int CHUNK_BYTES = 1 << 30;

  private final byte[][] chunks;
  private final int imageBytes;
  private final int perChunk;

  PixelStore(int count, int imageBytes, int chunkBytes) {
    this.imageBytes = imageBytes;
    perChunk = Math.max(1, chunkBytes / imageBytes);
    chunks = new byte[(count + perChunk - 1) / perChunk][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = new byte[Math.min(perChunk, count - i * perChunk) * imageBytes];
    }
  }

  /** Room for {@code count} images, or an error that says how much memory they need. */
  static PixelStore allocate(String name, int count, ImageForm form) {
    requireHeap(name, count, form, Runtime.getRuntime().maxMemory());
    return new PixelStore(count, form.bytes(), CHUNK_BYTES);
  }

  static void requireHeap(String name, int count, ImageForm form, long heapBytes) {
    double needed = (double) count * form.bytes();
    // A tenth is left to everything else.
    if (needed > 0.9 * heapBytes) {
      throw new InvalidInputException(String.format(
          Locale.ROOT,
          "%s: %,d images of %s need %.1f GiB, Java may use %.1f GiB: give it more with -Xmx%dg or ask for a smaller --size",
          name,
          count,
          form,
          needed / (1L << 30),
          (double) heapBytes / (1L << 30),
          (long) Math.ceil(needed * 1.25 / (1L << 30)) + 1));
    }
  }

  void put(int index, byte[] image) {
    System.arraycopy(image, 0, chunk(index), offset(index), imageBytes);
  }

  void move(int from, int to) {
    System.arraycopy(chunk(from), offset(from), chunk(to), offset(to), imageBytes);
  }

  byte[] chunk(int index) {
    return chunks[index / perChunk];
  }

  int offset(int index) {
    return index % perChunk * imageBytes;
  }
}
