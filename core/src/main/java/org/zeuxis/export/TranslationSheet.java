package org.zeuxis.export;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/** Images and what was made of them: one a row, its pictures side by side. */
public final class TranslationSheet {
  /** Small images are enlarged until they are at least this high, for people to look at. */
  private static final int READABLE = 48;

  private TranslationSheet() {}

  /**
   * Draws a sheet.
   *
   * @param pictures {@code [N,C,H,W]} in [-1,1] each, by what they are; grey ones are drawn in
   *     colour where others have it, smaller ones are enlarged to the largest
   */
  public static BufferedImage of(Map<String, Tensor> pictures) {
    long channels = pictures.values().stream().mapToLong(p -> p.size(1)).max().orElseThrow();
    long side = pictures.values().stream().mapToLong(p -> p.size(2)).max().orElseThrow();
    List<Tensor> cells = new ArrayList<>();
    long rows = pictures.values().iterator().next().size(0);
    for (long i = 0; i < rows; i++) {
      for (Tensor picture : pictures.values()) {
        cells.add(fitted(picture.narrow(0, i, 1), channels, side));
      }
    }
    BufferedImage sheet = ImageGrid.of(Tensor.cat(cells, 0), pictures.size());
    return ImageGrid.enlarge(sheet, (int) Math.max(1, (READABLE + side - 1) / side));
  }

  private static Tensor fitted(Tensor image, long channels, long side) {
    Tensor coloured =
        image.size(1) == channels ? image : image.expand(1, channels, image.size(2), image.size(3));
    long factor = side / image.size(2);
    return factor == 1
        ? coloured
        : Functional.upsampleNearest(coloured, image.size(2) * factor, image.size(3) * factor);
  }
}
