package org.zeuxis.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of other programs, made by the scripts in {@code src/test/python}. */
final class FixtureFile {
  private FixtureFile() {}

  /** A copy of {@code fixtures/NAME} in a directory. */
  static Path copy(String name, Path directory) {
    try (InputStream in = FixtureFile.class.getResourceAsStream("/fixtures/" + name)) {
      Path file = directory.resolve(name);
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
