package org.zeuxis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.engine.Tensor;

/**
 * Tensors computed by PyTorch with {@code src/test/python/make_fixtures.py}, by NumPy with
 * {@code make_metric_fixtures.py}. A reader of its own, so that a mistake in the library's
 * safetensors code cannot hide itself. Make it outside any scope.
 */
public final class Fixture {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final JsonNode metadata;

  private Fixture(byte[] bytes) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(file.getLong());
    JsonNode index = new ObjectMapper().readTree(bytes, 8, header);
    metadata = index.get("__metadata__");
    index.fields().forEachRemaining(field -> {
      if (!field.getKey().equals("__metadata__")) {
        int start = 8 + header + field.getValue().get("data_offsets").get(0).asInt();
        tensors.put(field.getKey(), tensor(file, start, field.getValue()));
      }
    });
  }

  /** Reads {@code fixtures/NAME.safetensors}. */
  public static Fixture load(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream("/fixtures/" + name + ".safetensors")) {
      return new Fixture(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor tensor(ByteBuffer file, int start, JsonNode entry) {
    long[] shape = new long[entry.get("shape").size()];
    Arrays.setAll(shape, i -> entry.get("shape").get(i).asLong());
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    if (entry.get("dtype").asText().equals("I64")) {
      long[] values = new long[count];
      file.slice(start, 8 * count).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
      return Tensor.of(values, shape);
    }
    float[] values = new float[count];
    file.slice(start, 4 * count).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Tensor.of(values, shape);
  }

  /** A copy of one tensor, so that a test can write into it. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no " + name + " in the fixture");
    }
    return tensor.copy();
  }

  /** Copies of all tensors below a prefix, which is taken off their names. */
  public Map<String, Tensor> group(String prefix) {
    Map<String, Tensor> group = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith(prefix + "/")) {
        group.put(name.substring(prefix.length() + 1), tensor.copy());
      }
    });
    return group;
  }

  /** The vector instructions of the machine that computed the fixture, as PyTorch names them. */
  public String cpuCapability() {
    return metadata.get("cpu").asText();
  }
}
