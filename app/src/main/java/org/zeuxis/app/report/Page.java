package org.zeuxis.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeuxis.InvalidInputException;
import org.zeuxis.export.AtomicFile;

/**
 * A page: a template of HTML with the style, the scripts and the data put in, so that the file
 * stands alone.
 */
final class Page {
  private static final Pattern SLOT = Pattern.compile("\\$\\{([\\w./-]+)}");
  private static final ObjectMapper JSON = new ObjectMapper()
      .registerModule(new SimpleModule()
          .addSerializer(Double.class, new NullForNaN())
          .addSerializer(double.class, new NullForNaN())
          .addSerializer(double[].class, new NullsForNaN()));

  private Page() {}

  /** JSON has neither NaN nor infinity: a curve has a gap there, a table says so. */
  private static final class NullForNaN extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    NullForNaN() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  /** Arrays of numbers do not go through the serializer of a number. */
  private static final class NullsForNaN extends StdSerializer<double[]> {
    private static final long serialVersionUID = 1L;

    NullsForNaN() {
      super(double[].class);
    }

    @Override
    public void serialize(double[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray();
      for (double value : values) {
        if (Double.isFinite(value)) {
          json.writeNumber(value);
        } else {
          json.writeNull();
        }
      }
      json.writeEndArray();
    }
  }

  /**
   * Fills a template.
   *
   * @param template a resource beside this class; a slot {@code ${title}} or {@code ${data}} takes
   *     the arguments, any other the resource that it names
   * @param title any text
   * @param data a record, for the page's script
   */
  static String fill(String template, String title, Object data) {
    Map<String, String> values = Map.of("title", escape(title), "data", json(data));
    Matcher slots = SLOT.matcher(resource(template));
    return slots.replaceAll(slot -> {
      String name = slot.group(1);
      String value = values.get(name);
      return Matcher.quoteReplacement(value != null ? value : resource(name));
    });
  }

  /** Writes a page whole or not at all. */
  static void write(Path file, String html) {
    try {
      AtomicFile.write(file, html.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be written: " + InvalidInputException.reason(e), e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Without a single {@code <}, so that no text in it ends the script element. */
  private static String json(Object data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot print " + data.getClass(), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
