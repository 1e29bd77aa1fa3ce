package org.zeuxis.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/** The JSON at the head of a safetensors file: what lies where. */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private static final Map<String, DType> TYPES = types();

  /**
   * One tensor.
   *
   * @param begin first byte, counted from the end of the header
   * @param end the byte after the last
   */
  record Entry(DType type, List<Long> shape, long begin, long end) {
    static Entry of(Tensor tensor, long begin) {
      List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
      return new Entry(
          tensor.type(), shape, begin, begin + tensor.count() * tensor.type().bytes());
    }

    long[] extents() {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }
  }

  private static Map<String, DType> types() {
    Map<String, DType> types = new LinkedHashMap<>();
    types.put("F32", DType.FLOAT32);
    types.put("F64", DType.FLOAT64);
    types.put("I64", DType.INT64);
    types.put("U8", DType.UINT8);
    types.put("BOOL", DType.BOOL);
    return types;
  }

  // ---------------------------------------------------------------- writing

  /** Compact JSON with spaces behind it, so that the tensors begin at a multiple of 8. */
  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
          json.writeStringField(pair.getKey(), pair.getValue());
        }
        json.writeEndObject();
      }
      for (Map.Entry<String, Entry> tensor : entries.entrySet()) {
        json.writeFieldName(tensor.getKey());
        write(json, tensor.getValue());
      }
      json.writeEndObject();
    }
    while (bytes.size() % 8 != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Entry entry) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, DType> type : TYPES.entrySet()) {
      if (type.getValue() == entry.type) {
        json.writeStringField("dtype", type.getKey());
      }
    }
    json.writeFieldName("shape");
    json.writeArray(entry.extents(), 0, entry.shape.size());
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {entry.begin, entry.end}, 0, 2);
    json.writeEndObject();
  }

  // ---------------------------------------------------------------- reading

  /**
   * Parses and checks a header.
   *
   * @param dataBytes what follows it in the file
   * @throws InvalidInputException naming the file and what is wrong
   */
  static SafetensorsHeader parse(Path file, byte[] bytes, long dataBytes) {
    return new Reading(file).header(bytes, dataBytes);
  }

  private record Reading(Path file) {
    SafetensorsHeader header(byte[] bytes, long dataBytes) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : json(bytes).properties()) {
        if (field.getKey().equals(METADATA)) {
          readMetadata(field.getValue(), metadata);
        } else {
          entries.put(field.getKey(), entry("tensor '" + field.getKey() + "'", field.getValue()));
        }
      }
      requireGapless(entries, dataBytes);
      return new SafetensorsHeader(entries, metadata);
    }

    JsonNode json(byte[] bytes) {
      JsonNode root;
      try {
        root = JSON.readTree(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (CharacterCodingException e) {
        throw bad("the header is not UTF-8 text, expected JSON", e);
      } catch (JsonProcessingException e) {
        throw bad("the header is not JSON: " + e.getOriginalMessage(), e);
      }
      if (!root.isObject()) {
        throw bad("the header is a JSON " + kind(root) + ", expected an object");
      }
      return root;
    }

    void readMetadata(JsonNode node, Map<String, String> metadata) {
      if (!node.isObject()) {
        throw bad(METADATA + " is a JSON " + kind(node) + ", expected an object of strings");
      }
      for (Map.Entry<String, JsonNode> pair : node.properties()) {
        if (!pair.getValue().isTextual()) {
          throw bad(METADATA + " '" + pair.getKey() + "' is a JSON " + kind(pair.getValue())
              + ", expected a string");
        }
        metadata.put(pair.getKey(), pair.getValue().textValue());
      }
    }

    Entry entry(String name, JsonNode node) {
      if (!node.isObject()) {
        throw bad(name + " is a JSON " + kind(node) + ", expected an object");
      }
      String dtype = node.path("dtype").asText();
      DType type = TYPES.get(dtype);
      if (type == null) {
        throw bad(name + " has dtype '" + dtype + "', expected one of "
            + String.join(", ", TYPES.keySet()));
      }
      List<Long> shape = numbers(name + " shape", node.path("shape"));
      List<Long> offsets = numbers(name + " data_offsets", node.path("data_offsets"));
      if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
        throw bad(
            name + " has data_offsets " + offsets + ", expected [begin, end] with begin <= end");
      }
      requireFit(name, dtype, type, shape, offsets.get(1) - offsets.get(0));
      return new Entry(type, shape, offsets.get(0), offsets.get(1));
    }

    List<Long> numbers(String what, JsonNode node) {
      if (!node.isArray()) {
        throw bad(what + " is a JSON " + kind(node) + ", expected an array of whole numbers");
      }
      List<Long> numbers = new ArrayList<>(node.size());
      for (JsonNode number : node) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
          throw bad(what + " holds " + number + ", expected whole numbers >= 0");
        }
        numbers.add(number.longValue());
      }
      return numbers;
    }

    void requireFit(String name, String dtype, DType type, List<Long> shape, long found) {
      long expected = type.bytes();
      boolean empty = false;
      try {
        for (long extent : shape) {
          empty |= extent == 0;
          expected = Math.multiplyExact(expected, Math.max(1, extent));
        }
      } catch (ArithmeticException e) {
        throw bad(name + " has shape " + shape + ", more than 2^63 bytes", e);
      }
      if (found != (empty ? 0 : expected)) {
        throw bad(name + " " + dtype + " " + shape + " takes " + (empty ? 0 : expected)
            + " bytes, but its data_offsets span " + found);
      }
    }

    /** The tensors cover the data without overlap, hole or rest, as the format asks. */
    void requireGapless(Map<String, Entry> entries, long dataBytes) {
      List<String> names = new ArrayList<>(entries.keySet());
      names.sort(Comparator.<String>comparingLong(name -> entries.get(name).begin)
          .thenComparingLong(name -> entries.get(name).end));
      long end = 0;
      for (String name : names) {
        Entry entry = entries.get(name);
        if (entry.begin != end) {
          throw bad("tensor '" + name + "' begins at byte " + entry.begin + " of the data, "
              + (entry.begin < end ? "inside the one before" : "leaving a hole")
              + "; expected " + end);
        }
        end = entry.end;
        if (end > dataBytes) {
          throw bad("tensor '" + name + "' ends at byte " + end + " of the data, but only "
              + dataBytes + " follow the header: the file is cut short");
        }
      }
      if (end != dataBytes) {
        throw bad((dataBytes - end) + " bytes follow the last tensor, expected none");
      }
    }

    static String kind(JsonNode node) {
      return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    InvalidInputException bad(String what) {
      return bad(what, null);
    }

    InvalidInputException bad(String what, Throwable cause) {
      String line = (file + ": " + what).replaceAll("\\s*[\\r\\n]+\\s*", " ");
      return new InvalidInputException(line, cause);
    }
  }
}
