package org.zeuxis.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.RecipeYaml;
import org.zeuxis.recipe.Samples;
import org.zeuxis.run.RunManifest;

/** A run directory made of its files, without a training. */
record RunFolder(Path path) {
  private static final Pattern DATA = Pattern.compile(
      "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  static RunFolder create(Path path) throws IOException {
    Files.createDirectories(path);
    RunManifest manifest = new RunManifest(
        "0.1.0",
        new RunManifest.DataFacts(
            "digits", 1797, new Samples(List.of(1L, 8L, 8L), List.of("all")), "0123456789abcdef"),
        Catalogue.resolve("dcgan", List.of("training.steps=100")));
    Files.writeString(path.resolve("recipe.yaml"), RecipeYaml.print(manifest));
    return new RunFolder(path);
  }

  RunFolder event(String line) throws IOException {
    Files.writeString(
        path.resolve("events.jsonl"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return this;
  }

  /** An evaluation of one metric, in the event log. */
  RunFolder measured(long step, String metric, double value, int fake) throws IOException {
    return event("{\"step\":" + step + ",\"evaluation\":" + evaluation(metric, value, fake) + "}");
  }

  static String evaluation(String metric, double value, int fake) {
    return String.format(
        "{\"measurements\":[{\"metric\":\"%s\",\"value\":%s,\"deviation\":null,\"better\":\"lower\","
            + "\"protocol\":{\"metric\":\"%s\",\"generated\":%d,\"settings\":{\"ddof\":1}},"
            + "\"notes\":[\"a note\"]}],\"diagnostics\":{\"d.real\":0.75}}",
        metric, value, metric, fake);
  }

  RunFolder grid(long step) throws IOException {
    Files.createDirectories(path.resolve("samples"));
    BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(
        image, "png", path.resolve(String.format("samples/step-%09d.png", step)).toFile());
    return this;
  }

  RunFolder file(String name, String content) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  /** What a page holds for its script. */
  static JsonNode data(String html) throws IOException {
    Matcher data = DATA.matcher(html);
    if (!data.find()) {
      throw new AssertionError("no data in the page");
    }
    return new ObjectMapper().readTree(data.group(1));
  }
}
