package org.zeuxis.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data sets that lie beside the repository on some machines. */
final class SharedData {
  private static final Path ROOT = Path.of("..", "..", "shared", "data");

  private SharedData() {}

  /** A path within, or the test is skipped. */
  static Path require(String path) {
    Path found = ROOT.resolve(path);
    Assumptions.assumeTrue(Files.exists(found), () -> "skipped: no " + found);
    return found;
  }
}
