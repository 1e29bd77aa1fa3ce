package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ImageSet;
import org.zeuxis.engine.Rng;

/** Images that are learnt in a second. */
final class SmallSets {
  private static final int SIDE = 12;

  private SmallSets() {}

  /** Grey noise with one bright bar; its direction is the class, its place is random. */
  static Dataset bars(String name, int count, long seed) {
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    return ImageSet.of(name, 1, SIDE, images(labels, seed), labels, List.of("upright", "level"));
  }

  /** Upright bars in the left half, of one class. */
  static Dataset oneClass(int count, long seed) {
    int[] labels = new int[count];
    return ImageSet.of("left bars", 1, SIDE, images(labels, seed), labels, List.of("all"));
  }

  private static List<byte[]> images(int[] labels, long seed) {
    List<byte[]> images = new ArrayList<>();
    try (Rng rng = new Rng(seed)) {
      for (int label : labels) {
        long[] numbers = rng.integers(60, SIDE * SIDE + 1).toLongs();
        int place = (int) numbers[SIDE * SIDE] % (SIDE / 2);
        byte[] image = new byte[SIDE * SIDE];
        for (int p = 0; p < image.length; p++) {
          int across = label == 0 ? p % SIDE : p / SIDE;
          image[p] = (byte) (numbers[p] + (across == place ? 150 : 0));
        }
        images.add(image);
      }
    }
    return images;
  }
}
