package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zeuxis.Close.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;

/** Compared with what PyTorch computes with the same weights, make_onnx_fixtures.py. */
@ExtendWith(OneThread.class)
class OnnxFeaturesTest {
  private final Fixture expected = Fixture.load("onnx");
  private final Scope scope = new Scope();

  @TempDir
  Path directory;

  @AfterEach
  void free() {
    scope.close();
  }

  private OnnxFeatures open(String name, String... options) {
    return OnnxFeatures.open(
        FixtureFile.copy(name, directory), NetworkInput.parse("onnx:" + name, List.of(options)));
  }

  @ParameterizedTest
  @CsvSource({
    "plain.onnx,      colour, plain/colour", // [N,4,1,1] is flattened
    "plain.onnx,      grey,   plain/grey", // one channel becomes three
    "one_by_one.onnx, colour, plain/colour", // three images through a network of two at a time
    "bytes.onnx,      colour, plain/bytes", // declared uint8
    "pair.onnx,       large,  pair/resized" // 16x16 pixels for a network of 8x8
  })
  void theDeclaredInputIsFollowed(String file, String images, String fixture) {
    try (OnnxFeatures features = open(file)) {
      assertClose(fixture, features.extract(expected.get(images)).vectors(), expected.get(fixture));
    }
  }

  @Test
  void aSecondOutputIsLogits() {
    try (OnnxFeatures features = open("pair.onnx")) {
      Features found = features.extract(expected.get("grey"));
      assertClose("vectors", found.vectors(), expected.get("pair/features"));
      assertClose("p(y|x)", found.probabilities(), expected.get("pair/probabilities"));
      assertThat(features.resizer()).isEqualTo("bilinear, antialiased, to 8x8");
    }
    try (OnnxFeatures features = open("plain.onnx")) {
      assertThat(features.extract(expected.get("colour")).probabilities()).isNull();
      assertThat(features.resizer()).isEqualTo("none");
    }
  }

  @Test
  void bytesCanBeFedAsFloats() {
    try (OnnxFeatures features = open("plain.onnx", "input=uint8")) {
      assertClose(
          "0..255",
          features.extract(expected.get("colour")).vectors(),
          expected.get("plain/bytes"));
    }
  }

  @Test
  void theHashKnowsTheFileAndWhatItIsFed() {
    try (OnnxFeatures plain = open("plain.onnx");
        OnnxFeatures again = open("plain.onnx", "input=unit", "channels=3");
        OnnxFeatures bytes = open("plain.onnx", "input=uint8");
        OnnxFeatures other = open("pair.onnx")) {
      assertThat(plain.hash()).matches("[0-9a-f]{64}").isEqualTo(again.hash());
      assertThat(List.of(plain.hash(), bytes.hash(), other.hash())).doesNotHaveDuplicates();
      assertThat(plain.name()).isEqualTo("onnx:plain.onnx");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pair.onnx  | size=9      | takes images of size 8, so size=9 makes no sense",
        "pair.onnx  | channels=3  | takes images of channels 1, so channels=3 makes no sense",
        "bytes.onnx | input=unit  | takes bytes, so input=unit makes no sense"
      })
  void optionsMustNotContradictTheFile(String file, String option, String message) {
    assertThatThrownBy(() -> open(file, option))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(directory.resolve(file) + ": " + message);
  }

  @Test
  void mapsAreNoFeatures() {
    try (OnnxFeatures features = open("maps.onnx")) {
      assertThatThrownBy(() -> features.extract(expected.get("colour")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(directory.resolve("maps.onnx")
              + ": its network returns [3,4,3,3] for 3 images, expected [N,d] or [N,d,1,1]");
    }
  }

  @Test
  void whatTheNetworkCannotTakeIsSaidInOneLine() {
    try (OnnxFeatures features = open("plain.onnx")) {
      assertThatThrownBy(() -> features.extract(expected.get("colour").narrow(2, 0, 1)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("plain.onnx: its network cannot be given float32 [3,3,1,8] (")
          .message()
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no network", "PK\u0003\u0004"})
  void aFileThatIsNoOnnxIsSaidInOneLine(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("bad.onnx"), content);
    assertThatThrownBy(() -> OnnxFeatures.open(file, NetworkInput.AS_IT_IS))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .startsWith(file + ": is no ONNX file (")
        .doesNotContain("\n");
  }

  @Test
  void aMissingFileAndAFolderAreToldApart() {
    Path missing = directory.resolve("missing.onnx");
    assertThatThrownBy(() -> OnnxFeatures.open(missing, NetworkInput.AS_IT_IS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> OnnxFeatures.open(directory, NetworkInput.AS_IT_IS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(directory + ": is no file");
  }
}
