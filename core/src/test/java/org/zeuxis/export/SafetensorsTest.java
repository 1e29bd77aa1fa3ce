package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Against files made with numpy by make_safetensors_fixture.py, which shares no code with us. */
class SafetensorsTest {
  private static final Map<String, String> METADATA = new LinkedHashMap<>();

  static {
    METADATA.put("format", "pt");
    METADATA.put("recipe", "line\nbreak ∂");
  }

  private final Scope scope = new Scope();

  @TempDir
  Path dir;

  @AfterEach
  void free() {
    scope.close();
  }

  static Path fixture(String name) {
    try {
      return Path.of(SafetensorsTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tensors of the fixture, written out again. */
  private static Map<String, Tensor> mixed() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("flags", Tensor.of(new byte[] {1, 0, 1}, 3).to(DType.BOOL));
    tensors.put(
        "conv.weight",
        Tensor.of(new float[] {0.5f, -1.25f, 3, Float.POSITIVE_INFINITY, -0.0f, 1e-40f}, 2, 3));
    tensors.put("step", Tensor.of(new long[] {(1L << 53) + 1}));
    tensors.put("größe \"π\"", Tensor.of(new double[] {Math.PI, -1e300}, 2));
    byte[] pixels = {-6, -5, -4, -3, -2, -1, 0, 1, 2, 3};
    tensors.put("pixels", Tensor.of(pixels, 1, 2, 5));
    tensors.put("empty", Tensor.zeros(0, 4));
    return tensors;
  }

  private static void assertIsMixed(Safetensors.Contents contents) {
    Map<String, Tensor> expected = mixed();
    assertThat(contents.tensors().keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, tensor) -> assertThat(contents.tensors().get(name).sameAs(tensor))
        .as(name + ": " + contents.tensors().get(name))
        .isTrue());
  }

  @Test
  void readsWhatNumpyWrote() throws IOException {
    Safetensors.Contents contents = Safetensors.read(fixture("mixed.safetensors"));
    assertIsMixed(contents);
    assertThat(contents.metadata()).containsExactlyEntriesOf(METADATA);
  }

  @Test
  void readsFloatsThatLieAtAnOddOffset() throws IOException {
    Safetensors.Contents contents = Safetensors.read(fixture("unaligned.safetensors"));
    assertIsMixed(contents);
    assertThat(contents.metadata()).isEmpty();
  }

  @Test
  void writesTheBytesThatNumpyWrote() throws IOException {
    Path file = dir.resolve("ours.safetensors");
    Safetensors.write(file, mixed(), METADATA);
    assertThat(file).hasSameBinaryContentAs(fixture("mixed.safetensors"));
  }

  @Test
  void overwritesALongerFile() throws IOException {
    Path file = dir.resolve("ours.safetensors");
    Files.write(file, new byte[10_000]);
    Safetensors.write(file, mixed(), METADATA);
    assertThat(file).hasSameBinaryContentAs(fixture("mixed.safetensors"));
    assertThat(dir.toFile().list()).containsExactly("ours.safetensors");
  }

  @Test
  void writesViewsAndLeavesOfTheGraphByTheirValues() throws IOException {
    Tensor weight = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).requireGradient();
    Path file = dir.resolve("views.safetensors");
    Safetensors.write(
        file, Map.of("t", weight.transpose(0, 1), "n", weight.narrow(1, 1, 1)), Map.of());
    Map<String, Tensor> read = Safetensors.read(file).tensors();
    assertThat(read.get("t").toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(read.get("n").shape()).containsExactly(2, 1);
    assertThat(read.get("n").toFloats()).containsExactly(2, 5);
  }

  @Test
  void tensorsLargerThanTheBufferComeBackWhole() throws IOException {
    double[] values = new double[1_500_001];
    Arrays.setAll(values, i -> i + 0.25);
    Path file = dir.resolve("large.safetensors");
    Safetensors.write(
        file, Map.of("x", Tensor.of(values, values.length), "b", Tensor.ones(1)), Map.of());
    assertThat(Safetensors.read(file).tensors().get("x").toDoubles()).isEqualTo(values);
  }

  @Test
  void aStateOfNothingIsAFile() throws IOException {
    Path file = dir.resolve("none.safetensors");
    Safetensors.write(file, Map.of(), Map.of());
    assertThat(Files.readAllBytes(file))
        .containsExactly(8, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' ');
    assertThat(Safetensors.read(file).tensors()).isEmpty();
  }

  @Test
  void tensorsLiveInTheCallersScope() throws IOException {
    Tensor step;
    try (Scope inner = new Scope()) {
      step = Safetensors.read(fixture("mixed.safetensors")).tensors().get("step");
      assertThat(step.toLongs()).containsExactly((1L << 53) + 1);
    }
    assertThat(step).hasToString("Tensor (closed)");
  }

  @Test
  void aTensorMustNotTakeTheNameOfTheMetadata() {
    Map<String, Tensor> tensors = Map.of("__metadata__", Tensor.ones(1));
    assertThatThrownBy(() -> Safetensors.write(dir.resolve("x"), tensors, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("__metadata__");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aMissingDirectoryIsAnIoException() {
    assertThatThrownBy(() -> Safetensors.write(dir.resolve("no/x"), mixed(), METADATA))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void typesThatWeDoNotHaveAreNamed() {
    assertThatThrownBy(() -> Safetensors.read(fixture("half.safetensors")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("half.safetensors: tensor 'w' has dtype 'F16', expected one of F32, ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void replacingLeavesTheNewFileAndNothingBeside() throws IOException {
    Path file = dir.resolve("w.safetensors");
    Safetensors.replace(file, Map.of("w", Tensor.ones(2)), Map.of());
    Safetensors.replace(file, Map.of("w", Tensor.zeros(3)), Map.of("a", "b"));
    Safetensors.Contents found = Safetensors.read(file);
    assertThat(found.tensors().get("w").toFloats()).containsExactly(0, 0, 0);
    assertThat(found.metadata()).isEqualTo(Map.of("a", "b"));
    assertThat(dir).isDirectoryNotContaining(other -> !other.equals(file));
  }
}
