package org.zeuxis.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;

/** Folders of 16×16 images with a fault. */
final class PlantedData {
  private static final int COUNT = 800;
  private static final int SIZE = 16;

  private PlantedData() {}

  /** What is wrong with them. */
  enum Fault {
    CONSTANT,
    DUPLICATES,
    DARK,
    SHUFFLED_LABELS,
    MISSING_CLASS
  }

  /**
   * Makes a folder, unless it is there.
   *
   * @param source a set with classes
   */
  static String make(Path place, String source, Fault fault) throws IOException {
    Path folder = place.resolve(source + "-" + fault.name().toLowerCase(Locale.ROOT));
    if (Files.exists(folder)) {
      return folder.toString();
    }
    Dataset data =
        DataSource.open(source, DataOptions.defaults().withSize(SIZE), ProgressListener.NONE);
    Random random = new Random(1);
    float[] pixels = new float[SIZE * SIZE];
    for (int i = 0; i < COUNT; i++) {
      int index = fault == Fault.DUPLICATES ? i % 20 : i;
      data.read(index, false, pixels, 0);
      int label = fault == Fault.SHUFFLED_LABELS
          ? random.nextInt(data.classNames().size())
          : data.label(index);
      if (fault == Fault.MISSING_CLASS && label == 3 && i > 100) {
        continue;
      }
      byte[] bytes = new byte[pixels.length];
      for (int j = 0; j < bytes.length; j++) {
        double value = (pixels[j] + 1) * 127.5;
        bytes[j] = (byte)
            switch (fault) {
              case CONSTANT -> 128;
              case DARK -> (int) (value / 64);
              default -> (int) Math.round(value);
            };
      }
      Path file = folder.resolve(data.classNames().get(label)).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, SIZE, SIZE, bytes);
      ImageIO.write(image, "png", file.toFile());
    }
    return folder.toString();
  }
}
