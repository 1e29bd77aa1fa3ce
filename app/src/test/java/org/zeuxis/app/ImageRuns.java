package org.zeuxis.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Images made on the spot, and the smallest trainings of games between images. */
final class ImageRuns {
  static final int SIDE = 16;
  static final int RGB = BufferedImage.TYPE_INT_RGB;
  static final int ARGB = BufferedImage.TYPE_INT_ARGB;

  private ImageRuns() {}

  /** Eight, two of them in a sub-folder, one of these with transparency. */
  static Path images(Path folder, int seed) throws IOException {
    for (int i = 0; i < 8; i++) {
      Path file = folder.resolve((i < 6 ? "" : "young/") + i + ".png");
      image(file, i == 7 ? ARGB : RGB, SIDE, SIDE, seed + i);
    }
    return folder;
  }

  static Path image(Path file, int type, int width, int height, int seed) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, TestData.encode(TestData.noise(type, width, height, seed), "png"));
  }

  static String[] train(String recipe, Path run, String... more) {
    List<String> args = new ArrayList<>(List.of(
        "train",
        "--quiet",
        "--recipe=" + recipe,
        "--out=" + run,
        "--size=" + SIDE,
        "--batch=2",
        "--steps=2",
        "--threads=1",
        "--set=network.features=4",
        "--set=network.maxFeatures=8",
        "--set=network.layers=1",
        "--set=network.patchLayers=1",
        "--set=output.samples=2",
        "--set=output.checkupEvery=0"));
    args.addAll(Arrays.asList(more));
    return args.toArray(String[]::new);
  }

  static Zeuxis.Outcome use(String command, Path run, Path in, Path out, String... more) {
    return Zeuxis.here(Stream.concat(
            Stream.of(command, run.toString(), in.toString(), out.toString(), "--quiet"),
            Arrays.stream(more))
        .toArray(String[]::new));
  }
}
