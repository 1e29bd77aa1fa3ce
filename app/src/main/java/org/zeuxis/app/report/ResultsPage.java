package org.zeuxis.app.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;

/** The page of images that were made of images: what was given, what was made, the truth. */
public final class ResultsPage {
  /**
   * A table of numbers: a row is a maker, a column a metric.
   *
   * @param what the images are
   * @param metrics the columns
   * @param rows the makers with one value a column; NaN where there is none
   */
  public record Table(String what, List<String> metrics, List<Row> rows) {}

  /** A maker and its numbers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
  public record Row(String by, double[] values) {}

  /** One image: its pictures as data URIs. */
  record Line(List<String> pictures) {}

  /** What the page's script draws. */
  record Content(
      String run,
      long step,
      String measured,
      int side,
      List<Table> tables,
      List<String> captions,
      List<Line> lines) {}

  private ResultsPage() {}

  /**
   * Writes the page.
   *
   * @param measured what the numbers are of, such as {@code 271 images of emoji (held out)}
   * @param pictures {@code [N,C,H,W]} each, by what they are, batch by batch
   * @throws org.zeuxis.InvalidInputException if the file cannot be written
   */
  public static void write(
      Path out,
      String run,
      long step,
      String measured,
      List<Table> tables,
      List<Map<String, Tensor>> pictures) {
    List<String> captions = List.copyOf(pictures.get(0).keySet());
    List<Line> lines = new ArrayList<>();
    long side = 0;
    for (Map<String, Tensor> batch : pictures) {
      long count = batch.values().iterator().next().size(0);
      for (Tensor all : batch.values()) {
        side = Math.max(side, all.size(2));
      }
      for (long i = 0; i < count; i++) {
        List<String> sources = new ArrayList<>();
        for (Tensor all : batch.values()) {
          sources.add(source(all.select(0, i)));
        }
        lines.add(new Line(sources));
      }
    }
    Content content = new Content(run, step, measured, (int) side, tables, captions, lines);
    Page.write(out, Page.fill("results.html", run + ", results of a Zeuxis run", content));
  }

  private static String source(Tensor image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(ImageGrid.image(image), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
