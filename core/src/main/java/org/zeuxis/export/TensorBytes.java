package org.zeuxis.export;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The elements of a tensor, row by row, as they lie in a file.
 *
 * <p>The bytes are the machine's own; every platform that libtorch's presets exist for is
 * little-endian, as the formats are.
 */
final class TensorBytes {
  /** What one system call moves: large enough to be fast, small beside any network. */
  private static final long CHUNK_BYTES = 4 << 20;

  private TensorBytes() {}

  /** Appends the elements; of a tensor on a GPU, one chunk at a time comes to the processor. */
  static void write(WritableByteChannel out, Tensor tensor) throws IOException {
    try (Scope scope = new Scope()) {
      Tensor flat = tensor.detach().contiguous().reshape(-1);
      long step = CHUNK_BYTES / flat.type().bytes();
      for (long start = 0; start < flat.count(); start += step) {
        writeChunk(out, flat, start, Math.min(step, flat.count() - start));
      }
    }
  }

  private static void writeChunk(WritableByteChannel out, Tensor flat, long start, long length)
      throws IOException {
    try (Scope scope = new Scope()) {
      ByteBuffer bytes = flat.narrow(0, start, length).to(Device.CPU).buffer();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  /** A tensor on the processor, in the caller's scope, with the elements found at a position. */
  static Tensor read(FileChannel in, long position, DType type, long... shape) throws IOException {
    try (Scope scope = new Scope()) {
      // Any byte but 0 is true; as a bool's own memory it would be undefined behaviour.
      Tensor tensor = Tensor.empty(type == DType.BOOL ? DType.UINT8 : type, shape);
      Tensor flat = tensor.reshape(-1);
      long step = CHUNK_BYTES / flat.type().bytes();
      for (long start = 0; start < flat.count(); start += step) {
        long length = Math.min(step, flat.count() - start);
        readChunk(in, position + start * flat.type().bytes(), flat, start, length);
      }
      return scope.keep(type == DType.BOOL ? tensor.to(type) : tensor);
    }
  }

  private static void readChunk(FileChannel in, long position, Tensor flat, long start, long length)
      throws IOException {
    try (Scope scope = new Scope()) {
      ByteBuffer bytes = flat.narrow(0, start, length).buffer();
      long at = position;
      while (bytes.hasRemaining()) {
        int read = in.read(bytes, at);
        if (read < 0) {
          throw new EOFException("the file was shortened while it was read");
        }
        at += read;
      }
    }
  }
}
