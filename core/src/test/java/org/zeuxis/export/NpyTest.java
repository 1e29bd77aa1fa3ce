package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Against files made by numpy.save in make_npy_fixture.py. */
class NpyTest {
  private static final float[] MATRIX = {0.5f, -1.25f, 3, Float.POSITIVE_INFINITY, -0.0f, 1e-40f};

  private final Scope scope = new Scope();

  @TempDir
  Path dir;

  @AfterEach
  void free() {
    scope.close();
  }

  private static Path fixture(String name) {
    return SafetensorsTest.fixture(name);
  }

  private static Tensor expected(String name) {
    long[] boundary = new long[14];
    Arrays.fill(boundary, 1);
    boundary[13] = 100;
    return switch (name) {
      case "matrix.npy" -> Tensor.of(MATRIX, 2, 3);
      case "vector.npy" -> Tensor.of(new float[] {0, 1, 2, 3, 4}, 5);
      case "scalar.npy" -> Tensor.scalar(2.5);
      case "empty.npy" -> Tensor.zeros(0, 4);
      default -> Tensor.ones(boundary);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"matrix.npy", "vector.npy", "scalar.npy", "empty.npy", "boundary.npy"})
  void readsAndWritesTheBytesOfNumpy(String name) throws IOException {
    assertThat(Npy.read(fixture(name)).sameAs(expected(name))).isTrue();
    Path file = dir.resolve(name);
    Npy.write(file, expected(name));
    assertThat(file).hasSameBinaryContentAs(fixture(name));
    assertThat(dir.toFile().list()).containsExactly(name);
  }

  @Test
  void aTransposedViewIsWrittenRowByRow() throws IOException {
    Path file = dir.resolve("t.npy");
    Npy.write(file, Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1));
    Tensor read = Npy.read(file);
    assertThat(read.shape()).containsExactly(3, 2);
    assertThat(read.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void otherElementTypesAreRefused() {
    assertThatThrownBy(() -> Npy.write(dir.resolve("x"), Tensor.ones(2).to(DType.INT64)))
        .hasMessage("Npy.write(array): expected FLOAT32, got Tensor [2] INT64 on cpu");
    assertThat(dir).isEmptyDirectory();
    assertRefused(fixture("double.npy"), "holds elements '<f8', expected '<f4'");
    assertRefused(fixture("fortran.npy"), "is in Fortran's order, expected C's");
  }

  private static void assertRefused(Path file, String message) {
    try (Scope inner = new Scope()) {
      assertThatThrownBy(() -> Npy.read(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageContaining(message)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void everyPossibleTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(fixture("matrix.npy"));
    Path file = dir.resolve("cut.npy");
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Files.write(file, Arrays.copyOf(whole, length)), "");
    }
    assertRefused(
        Files.write(file, Arrays.copyOf(whole, whole.length + 1)),
        "has the shape [2, 3], which takes 24 bytes, but 25 follow the header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "(2, 3)    | (2, -3)   | without a usable 'shape'",
        "(2, 3)    | (2, 9999999999999999999) | more than any file holds",
        "(2, 3)    | (4294967296, 4294967296) | more than any file holds",
        "'descr'   | 'dtype'   | without a usable 'descr'",
        "False     | 0         | without a usable 'fortran_order'",
        "NUMPY     | NUMPI     | is no NumPy array"
      })
  void damageIsNamed(String from, String to, String message) throws IOException {
    String whole = Files.readString(fixture("matrix.npy"), StandardCharsets.ISO_8859_1);
    // The header keeps its length, the data are six zeros.
    String head = whole.substring(0, 128).replace(from.strip(), to.strip());
    String padded = (head.stripTrailing() + " ".repeat(128)).substring(0, 127) + "\n";
    byte[] bytes = (padded + "\0".repeat(24)).getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Files.write(dir.resolve("damaged.npy"), bytes), message);
  }

  @Test
  void otherVersionsAreNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(fixture("matrix.npy"));
    bytes[6] = 2;
    assertRefused(Files.write(dir.resolve("v2.npy"), bytes), "is of version 2.0, expected 1.0");
  }

  @Test
  void theFileMustBeThere() {
    assertRefused(dir.resolve("none.npy"), "there is no such file");
  }
}
