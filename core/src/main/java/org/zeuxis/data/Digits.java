package org.zeuxis.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.zeuxis.InvalidInputException;

/**
 * The handwritten digits that come with the library: 1,797 grey images of 8×8 pixels with 17
 * levels, classes 0..9.
 *
 * <p>E. Alpaydin, C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning
 * Repository, https://doi.org/10.24432/C50P49, licence CC BY 4.0. Enlarged bicubically, to 16×16
 * unless told otherwise.
 */
final class Digits {
  private static final int SIDE = 8;
  private static final int LEVELS = 16;
  private static final int DEFAULT_SIZE = 16;

  private Digits() {}

  static ImageSet open(DataOptions options) {
    if (options.testSplit()) {
      throw new InvalidInputException("digits: has no test split");
    }
    ImageForm form = options.form(1, DEFAULT_SIZE);
    List<String> lines = lines();
    PixelStore pixels = PixelStore.allocate("digits", lines.size(), form);
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] fields = lines.get(i).split(",", -1);
      byte[] pixel = new byte[SIDE * SIDE];
      for (int k = 0; k < pixel.length; k++) {
        pixel[k] = (byte) Math.round(Integer.parseInt(fields[k]) * 255f / LEVELS);
      }
      pixels.put(i, form.fit(new Picture(1, SIDE, SIDE, pixel)));
      labels[i] = Integer.parseInt(fields[pixel.length]);
    }
    return new ImageSet(
        "digits", form, pixels, Labels.numbered(labels), Provenance.of("embedded CSV", 1));
  }

  private static List<String> lines() {
    InputStream resource = Digits.class.getResourceAsStream("digits.csv.gz");
    try (InputStream in = new GZIPInputStream(Objects.requireNonNull(resource, "digits.csv.gz"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("digits.csv.gz in the library", e);
    }
  }
}
